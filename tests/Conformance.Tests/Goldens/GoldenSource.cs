using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>Where the values of a source come from.</summary>
internal enum SourceKind
{
    /// <summary>One value a sample, with a gradient.</summary>
    Samples,

    /// <summary>One value for all samples, with a gradient: the sum over the samples.</summary>
    Shared,

    /// <summary>One value a sample that no gradient reaches: indices.</summary>
    Data,
}

/// <summary>An input tensor of a case and how it becomes the value <see cref="Name"/> of a network.</summary>
/// <param name="Name">Its name, without <c>in.</c>.</param>
/// <param name="Kind">How samples share it.</param>
/// <param name="Shape">The shape of one sample's value.</param>
/// <param name="Values">The values: sample after sample, or of the one shared value.</param>
internal sealed record GoldenSource(string Name, SourceKind Kind, int[] Shape, double[] Values)
{
    public int Length => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>A tensor whose first axis is the batch; a scalar a sample becomes a vector of one.</summary>
    public static GoldenSource Batched(GoldenFile golden, string name, SourceKind kind = SourceKind.Samples)
    {
        var tensor = golden[$"in.{name}"];
        return new(name, kind, tensor.Shape.Length == 1 ? [1] : tensor.Shape[1..], tensor.Values);
    }

    /// <summary>A tensor that is one sample (or the value shared by all) as a whole.</summary>
    public static GoldenSource Whole(GoldenFile golden, string name, SourceKind kind = SourceKind.Samples)
    {
        var tensor = golden[$"in.{name}"];
        return new(name, kind, tensor.Shape.Length == 0 ? [1] : tensor.Shape, tensor.Values);
    }

    /// <summary>The same values cut into samples of another shape.</summary>
    public GoldenSource As(params int[] shape) => this with { Shape = shape };

    /// <summary>One sample's values.</summary>
    public IEnumerable<double> Sample(int sample) => Kind == SourceKind.Shared ? Values : Values.Skip(sample * Length).Take(Length);
}
