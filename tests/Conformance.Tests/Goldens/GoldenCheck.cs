using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>One golden case compared with one way to run its networks.</summary>
internal sealed class GoldenCheck
{
    private readonly GoldenFile _golden;
    private readonly GoldenDeclaration _declaration;
    private readonly Func<GoldenTensor, double> _tolerance;
    private readonly List<string> _differences = [];

    private GoldenCheck(GoldenFile golden, GoldenDeclaration declaration, Func<GoldenTensor, double> tolerance)
    {
        _golden = golden;
        _declaration = declaration;
        _tolerance = tolerance;
    }

    /// <summary>Runs the case.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="network">The network with a full name.</param>
    /// <param name="tolerance">How far a value may be off.</param>
    /// <returns>What differs; empty when the case passes.</returns>
    public static IReadOnlyList<string> Run(GoldenFile golden, GoldenDeclaration declaration, Func<string, RunnableNetwork> network, Func<GoldenTensor, double> tolerance)
    {
        var check = new GoldenCheck(golden, declaration, tolerance);
        string forward = GoldenDeclaration.ForwardName(golden), gradient = GoldenDeclaration.GradientName(golden);
        if (declaration.IsTrained) check.CheckTraining(network(forward));
        else if (declaration.Loss is not null) check.CheckLoss(network(gradient));
        else check.CheckLayer(network(forward), network(gradient));
        return check._differences;
    }

    private void CheckTraining(RunnableNetwork network)
    {
        var state = LayerState(network);
        // A new network's running statistics, as PyTorch's.
        foreach (var (name, shape) in network.State)
            if (!state.ContainsKey(name)) state[name] = [.. Enumerable.Repeat(name.EndsWith("running_var", StringComparison.Ordinal) ? 1.0 : 0.0, shape[0])];
        var inputs = PlainInputs();
        if (!_declaration.Training) Compare("out.y", network.Forward(_declaration.Batch, inputs, state));
        var outcome = GoldenTraining.Run(_golden, _declaration, network, inputs, state);
        Compare("state.losses", outcome.Losses);
        CompareGradients(outcome.FirstGradients, scale: 1);
        var prefix = $"state.after{outcome.Losses.Length}.";
        foreach (var (name, _) in _golden.Under(prefix)) Compare(prefix + name, outcome.State[name]);
        Compare($"state.eval_after{outcome.Losses.Length}.y", network.Forward(_declaration.Batch, inputs, outcome.State));
    }

    private void CheckLayer(RunnableNetwork forward, RunnableNetwork gradient)
    {
        var upstream = _golden["gout.y"].Values;
        var inputs = OneHotInputs();
        var state = GradientState(gradient);
        if (_declaration.Training) Compare("out.y", TrainingOutputs(gradient, inputs, state, upstream.Length));
        else Compare("out.y", forward.Forward(_declaration.Batch, PlainInputs(), LayerState(forward)));

        var result = _declaration.GradientOfInference
            ? gradient.InferenceGradient(_declaration.Batch, inputs, upstream, state)
            : gradient.Gradient(_declaration.Batch, inputs, upstream, state);
        if (result is null) return;
        CompareGradients(result.Gradients, scale: 1);
        foreach (var (name, buffer) in _declaration.Buffers)
            if (_declaration.Training) Compare($"state.{name}_after", result.Buffers[buffer]);
    }

    /// <summary>The outputs in training mode: with the unit vector i as targets, the inner product is the output's element i.</summary>
    private double[] TrainingOutputs(RunnableNetwork gradient, double[] inputs, IReadOnlyDictionary<string, double[]> state, int count)
    {
        var outputs = new double[count];
        for (var i = 0; i < count; i++)
        {
            var unit = new double[count];
            unit[i] = 1;
            outputs[i] = gradient.Gradient(_declaration.Batch, inputs, unit, state).Loss;
        }

        return outputs;
    }

    private void CheckLoss(RunnableNetwork network)
    {
        var state = GradientState(network);
        var upstream = _golden["gout.loss"].Values;
        var inputs = OneHotInputs();
        var none = _golden.Attributes.Text("reduction") == "none";
        if (!none)
        {
            var result = network.Gradient(_declaration.Batch, inputs, _declaration.LossTargets, state);
            Compare("out.loss", [result.Loss]);
            Compare("out.loss", [network.Evaluate(_declaration.Batch, inputs, _declaration.LossTargets, state)]);
            CompareGradients(result.Gradients, upstream[0]);
            return;
        }

        // Without a reduction each sample is a batch of its own.
        var losses = new double[_declaration.Batch];
        var totals = new Dictionary<string, double[]>();
        int inputLength = inputs.Length / losses.Length, targetLength = _declaration.LossTargets.Length / losses.Length;
        for (var sample = 0; sample < losses.Length; sample++)
        {
            var result = network.Gradient(1, inputs[(sample * inputLength)..((sample + 1) * inputLength)], _declaration.LossTargets[(sample * targetLength)..((sample + 1) * targetLength)], state);
            losses[sample] = result.Loss;
            foreach (var (name, values) in result.Gradients)
            {
                if (!totals.TryGetValue(name, out var total)) totals[name] = total = new double[values.Length];
                for (var i = 0; i < total.Length; i++) total[i] += values[i] * upstream[sample];
            }
        }

        Compare("out.loss", losses);
        CompareGradients(totals, scale: 1);
    }

    private void CompareGradients(IReadOnlyDictionary<string, double[]> gradients, double scale)
    {
        foreach (var source in _declaration.Sources.Where(s => s.Kind != SourceKind.Data))
        {
            if (!_golden.Tensors.ContainsKey($"grad.in.{source.Name}")) continue;
            // The dense layer's weight is [element, sample].
            var rows = gradients[$"{GoldenDeclaration.RowsOf(source)}.weight"];
            var samples = source.Values.Length / source.Length;
            Compare($"grad.in.{source.Name}", [.. Enumerable.Range(0, rows.Length).Select(i => scale * rows[(i % source.Length * samples) + (i / source.Length)])]);
        }

        foreach (var (name, parameter) in _declaration.Parameters) Compare($"grad.param.{name}", [.. gradients[parameter].Select(g => g * scale)]);
    }

    private void Compare(string tensor, double[] actual)
    {
        var expected = _golden[tensor];
        if (expected.Compare(actual, _tolerance(expected)) is { } difference) _differences.Add(difference);
    }

    private double[] PlainInputs() => [.. Enumerable.Range(0, _declaration.Batch).SelectMany(sample => _declaration.Sources.SelectMany(s => s.Sample(sample)))];

    private double[] OneHotInputs()
    {
        var inputs = new List<double>();
        for (var sample = 0; sample < _declaration.Batch; sample++)
        {
            if (_declaration.Sources.Any(s => s.Kind == SourceKind.Samples)) inputs.AddRange(Enumerable.Range(0, _declaration.Batch).Select(i => i == sample ? 1.0 : 0.0));
            if (_declaration.Sources.Any(s => s.Kind == SourceKind.Shared)) inputs.Add(1);
            foreach (var source in _declaration.Sources.Where(s => s.Kind == SourceKind.Data)) inputs.AddRange(source.Sample(sample));
        }

        return [.. inputs];
    }

    private Dictionary<string, double[]> LayerState(RunnableNetwork network)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, parameter) in _declaration.Parameters) Set(parameter, _golden[$"param.{name}"]);
        foreach (var (name, buffer) in _declaration.Buffers) Set(buffer, _golden[$"in.{name}"]);
        return state;

        void Set(string name, GoldenTensor tensor)
        {
            if (!network.State.TryGetValue(name, out var shape)) _differences.Add($"The network has no {name}, but {string.Join(", ", network.State.Keys)}");
            else if (!shape.SequenceEqual(tensor.Shape)) _differences.Add($"{name} is [{string.Join(", ", shape)}], but PyTorch's is [{string.Join(", ", tensor.Shape)}]");
            state[name] = tensor.Values;
        }
    }

    private Dictionary<string, double[]> GradientState(RunnableNetwork network)
    {
        var state = LayerState(network);
        foreach (var source in _declaration.Sources.Where(s => s.Kind != SourceKind.Data))
        {
            var samples = source.Values.Length / source.Length;
            state[$"{GoldenDeclaration.RowsOf(source)}.weight"] =
                [.. Enumerable.Range(0, source.Values.Length).Select(i => source.Values[(i % samples * source.Length) + (i / samples)])];
        }

        return state;
    }
}
