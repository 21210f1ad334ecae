using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;

namespace NetGen.Testing;

/// <summary>A declaration run by the interpreter: its graphs before any optimisation.</summary>
internal sealed class InterpretedNetwork : RunnableNetwork
{
    private readonly TensorGraph _inference;
    private readonly TensorGraph _training;

    private InterpretedNetwork(BuiltNetwork inference, BuiltNetwork training)
    {
        _inference = inference.Graph;
        _training = training.Graph;
        DifferentiatePass.Run(_inference, inference.Seeds);
        DifferentiatePass.Run(_training, training.Seeds);
        _inference.Verify("differentiate");
        _training.Verify("differentiate");
        TargetLength = training.TargetLength;
        Targets = training.Targets;
        State = _inference.Nodes.OfType<ParameterNode>().ToDictionary(p => p.Name, p => p.CanonicalShape, StringComparer.Ordinal);
        Trained = [.. _inference.Nodes.OfType<ParameterNode>().Where(p => p.Trained).Select(p => p.Name)];
        InputLength = (int)_inference.Nodes.OfType<InputNode>().Where(n => !n.IsTarget).Sum(n => n.Extents.Elements);
    }

    /// <summary>Values of a sample; of a step, where samples are sequences.</summary>
    public int InputLength { get; }

    public int TargetLength { get; }

    /// <summary>Whether the declaration has a loss; without one there are only outputs.</summary>
    public bool HasLoss => _inference.Results.Any(r => r.Kind == ResultKind.Loss);

    /// <summary>What a sample's targets are: labels first, then real values.</summary>
    public IReadOnlyList<TargetSlot> Targets { get; }

    /// <summary>How many classes the labels have; null where the targets are real values.</summary>
    public int? LabelClasses => Targets.Any(t => t.Target.Kind == TargetKind.Labels) ? Targets.Where(t => t.Target.Kind == TargetKind.Labels).Min(t => t.Target.Classes) : null;

    /// <summary>Where random maps get their numbers, or null for the interpreter's own.</summary>
    public RandomSource? Random { get; set; }

    public override IReadOnlyDictionary<string, int[]> State { get; }

    /// <summary>The parameters that get a gradient.</summary>
    public IReadOnlyList<string> Trained { get; }

    /// <summary>The graphs of a declaration.</summary>
    /// <exception cref="ArgumentException">The declaration has problems; the message lists them.</exception>
    public static InterpretedNetwork Of(NetworkSpec spec) => new(Build(spec, GraphMode.Inference), Build(spec, GraphMode.Training));

    public override double[] Forward(int batch, double[] inputs, IReadOnlyDictionary<string, double[]> state) =>
        Interpreter.Run(_inference, FeedOf(batch, inputs, [], state), r => r.Kind == ResultKind.Output).Outputs(batch);

    public override double Evaluate(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state) =>
        Interpreter.Run(_inference, FeedOf(batch, inputs, targets, state), r => r.Kind == ResultKind.Loss).Loss;

    public override GradientResult Gradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state) =>
        Gradient(_training, WithRandom(FeedOf(batch, inputs, targets, state)));

    public override GradientResult? InferenceGradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state) =>
        Gradient(_inference, FeedOf(batch, inputs, targets, state));

    /// <summary>Sequences have as many steps as their values say.</summary>
    private Feed FeedOf(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state) =>
        new(batch, inputs, targets, state) { Steps = IsSequence ? inputs.Length / (batch * InputLength) : 1 };

    private bool IsSequence => _inference.Nodes.Any(n => n.Extents.Axes.Any());

    private Feed WithRandom(Feed feed) => Random is null ? feed : feed with { Random = Random };

    private static GradientResult Gradient(TensorGraph graph, Feed feed)
    {
        var results = Interpreter.Run(graph, feed);
        return new(results.Loss, results.Of(ResultKind.Gradient), results.Of(ResultKind.Buffer));
    }

    private static BuiltNetwork Build(NetworkSpec spec, GraphMode mode)
    {
        var problems = new List<Problem>();
        var built = GraphBuilder.Build(spec, mode, withLoss: true, problems);
        if (built is null || problems.Count > 0)
            throw new ArgumentException($"{spec.Name}: {string.Join("; ", problems.Select(p => $"{p.Id} {string.Join(" ", p.Arguments)}"))}", nameof(spec));
        built.Graph.Verify("build");
        return built;
    }
}
