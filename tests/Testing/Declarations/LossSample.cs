using NetGen.Generator.Layers;

namespace NetGen.Testing;

/// <summary>One way to use a loss.</summary>
/// <param name="Kind">The loss.</param>
/// <param name="Shape">The shape of the output it judges.</param>
/// <param name="Arguments">Its arguments by property name.</param>
internal sealed record LossSample(string Kind, int[] Shape, params (string Name, object Value)[] Arguments)
{
    /// <summary>Features of a sample of <see cref="OnFeatures"/>.</summary>
    public const int Features = 4;

    /// <summary>Samples of the batch.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>The outputs lie between −<see cref="Range"/> and <see cref="Range"/>.</summary>
    public double Range { get; init; } = 2;

    /// <summary>Bounds of the outputs where one range does not do; element i has the i-th of them, and so on again.</summary>
    public (double Low, double High)[] Outputs { get; init; } = [];

    /// <summary>The shapes of the further values the loss compares.</summary>
    public int[][] Others { get; init; } = [];

    /// <summary>Bounds of the further values, as <see cref="Outputs"/>.</summary>
    public (double Low, double High)[] OtherOutputs { get; init; } = [];

    /// <summary>The smallest and largest real-valued target; element i has the i-th of them, and so on again.</summary>
    public (double Low, double High)[] Targets { get; init; } = [(-1, 1)];

    /// <summary>The only real-valued targets there are, or none.</summary>
    public double[] Choices { get; init; } = [];

    /// <summary>Every so many labels, one is that which does not count; 0 for none.</summary>
    public int IgnoredEvery { get; init; }

    /// <summary>Whether the loss takes the further values as constants; differences are then not its gradient.</summary>
    public bool OthersAreConstants { get; init; }

    /// <summary>The loss of the inputs themselves, as parameters (see <see cref="LayerSample.OnParameters"/>).</summary>
    public Declaration OnParameters()
    {
        var declaration = new Declaration().Input([Batch], "sample");
        for (var i = Others.Length; i >= 0; i--)
        {
            if (i > 0 && OthersAreConstants) declaration.Input(ShapeOf(i), Name(i));
            else declaration.Layer("Dense", Rows(i), "sample", ("Units", Count(i)), ("Bias", false)).Layer("Reshape", Name(i), null, ("Shape", ShapeOf(i)));
        }

        return WithLoss(declaration);
    }

    /// <summary>The loss of dense layers over a few features, for any batch.</summary>
    public Declaration OnFeatures()
    {
        var declaration = new Declaration().Input([Features], "features");
        for (var i = Others.Length; i >= 0; i--)
            declaration.Layer("Dense", Rows(i), "features", ("Units", Count(i))).Layer("Reshape", Name(i), null, ("Shape", ShapeOf(i)));
        return WithLoss(declaration);
    }

    /// <summary>The inputs of <see cref="OnParameters"/>: one-hot numbers of the samples, and the constants.</summary>
    public double[] SampleNumbers() => [.. Enumerable.Range(0, Batch).SelectMany(sample =>
        Enumerable.Range(0, Batch).Select(i => i == sample ? 1.0 : 0.0).Concat(
            OthersAreConstants ? Enumerable.Range(1, Others.Length).Reverse().SelectMany(i => Enumerable.Range(0, Count(i)).Select(e => Value(i, e, (sample * 97) + 5))) : []))];

    /// <summary>Sets the parameters that are the outputs of <see cref="OnParameters"/>, [element, sample].</summary>
    public void FillRows(Dictionary<string, double[]> state)
    {
        for (var i = 0; i <= Others.Length; i++)
            if (state.TryGetValue($"{Rows(i)}.weight", out var rows))
                state[$"{Rows(i)}.weight"] = [.. rows.Select((_, n) => Value(i, n / Batch, n % Batch))];
    }

    /// <summary>Sets the dense layers of <see cref="OnFeatures"/> so that features in [−1, 1] give outputs within their bounds.</summary>
    public void FillDense(Dictionary<string, double[]> state)
    {
        for (var i = 0; i <= Others.Length; i++)
        {
            state[$"{Rows(i)}.bias"] = [.. Enumerable.Range(0, Count(i)).Select(e => (float)((Bounds(i, e).Low + Bounds(i, e).High) / 2))];
            state[$"{Rows(i)}.weight"] = [.. Enumerable.Range(0, Count(i) * Features).Select(n =>
                (float)((Bounds(i, n / Features).High - Bounds(i, n / Features).Low) / 2 / Features * ((2 * Noise.Uniform(31 + (ulong)i, n)) - 1)))];
        }
    }

    /// <summary>Packed targets of a batch: labels, then real values, sample after sample.</summary>
    public double[] PackedTargets(IReadOnlyList<TargetSlot> slots, int batch)
    {
        var packed = new List<double>();
        var labels = 0;
        for (var sample = 0; sample < batch; sample++)
        {
            foreach (var target in slots.Select(s => s.Target))
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var uniform = Noise.Uniform(99, packed.Count);
                    if (target.Kind == TargetKind.Labels) packed.Add(IgnoredEvery > 0 && ++labels % IgnoredEvery == 0 ? target.Ignored!.Value : Math.Floor(uniform * target.Classes));
                    else if (Choices.Length > 0) packed.Add(Choices[(int)(uniform * Choices.Length)]);
                    else packed.Add((float)(Targets[i % Targets.Length].Low + ((Targets[i % Targets.Length].High - Targets[i % Targets.Length].Low) * uniform)));
                }
            }
        }

        return [.. packed];
    }

    public override string ToString() => $"{Kind}({string.Join(", ", Arguments.Select(a => $"{a.Name} = {(a.Value is double[] list ? $"[{string.Join(", ", list)}]" : a.Value)}"))}) of {string.Join(" and ", Others.Prepend(Shape).Select(s => $"[{string.Join(", ", s)}]"))}" +
        (Range.Equals(2.0) ? "" : $", up to {Range}") + (IgnoredEvery == 0 ? "" : ", some labels ignored");

    private Declaration WithLoss(Declaration declaration)
    {
        (string, object)[] others = Others.Length == 0 ? [] : [("Others", Enumerable.Range(1, Others.Length).Select(Name).ToArray())];
        return declaration.LossOn(Name(0), Kind, [.. Arguments, .. others]);
    }

    private (double Low, double High) Bounds(int source, int element)
    {
        var bounds = source > 0 && OtherOutputs.Length > 0 ? OtherOutputs : Outputs;
        return bounds.Length == 0 ? (-Range, Range) : bounds[element % bounds.Length];
    }

    private double Value(int source, int element, int sample)
    {
        var (low, high) = Bounds(source, element);
        return (float)(low + ((high - low) * Noise.Uniform(17 + (ulong)source, (sample * 1009L) + element)));
    }

    private int[] ShapeOf(int source) => source == 0 ? Shape : Others[source - 1];

    private int Count(int source) => ShapeOf(source).Aggregate(1, (product, extent) => product * extent);

    private static string Name(int source) => $"x{source}";

    private static string Rows(int source) => $"x{source}_rows";
}
