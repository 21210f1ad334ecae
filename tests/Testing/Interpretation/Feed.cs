namespace NetGen.Testing;

/// <summary>A uniform number in [0, 1) for one element of a random map.</summary>
/// <param name="stream">The stream of the expression.</param>
/// <param name="sample">The sample within the batch.</param>
/// <param name="element">The row-major number of the element within the sample.</param>
internal delegate double RandomSource(int stream, int sample, int element);

/// <summary>What a graph runs on.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Inputs">The samples' inputs, concatenated: all inputs of the first sample, then those of the second.</param>
/// <param name="Targets">The samples' targets, concatenated in the same way; class indices as numbers.</param>
/// <param name="State">Parameters and buffers by name, row-major.</param>
internal sealed record Feed(int Batch, double[] Inputs, double[] Targets, IReadOnlyDictionary<string, double[]> State)
{
    /// <summary>The samples the loss averages over, more than <see cref="Batch"/> when a batch is processed in parts.</summary>
    public int Total { get; init; } = Batch;

    /// <summary>The length of the axis T, where a graph has one: all sequences are of one length, and <see cref="Batch"/> counts them.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Where random maps get their numbers; by default a fixed function of the element.</summary>
    public RandomSource Random { get; init; } = static (stream, sample, element) => Noise.Uniform((ulong)stream, ((long)sample << 32) | (uint)element);

    /// <summary>Errors added to every node, as rounding does; null for none.</summary>
    public Rounding? Rounding { get; init; }

    /// <summary>The same with another value of one parameter or buffer.</summary>
    public Feed With(string name, double[] value) => this with { State = new Dictionary<string, double[]>(State) { [name] = value } };
}
