namespace NetGen;

/// <summary>Maximum over groups of neighbouring channels: <c>y[c] = max over j of x[c·pieces + j]</c>.</summary>
/// <param name="pieces">Number of values each output is the greatest of.</param>
/// <remarks>[C·pieces, …] becomes [C, …]. Goodfellow et al. 2013. The pieces of one output lie next to each other.</remarks>
public sealed class MaxoutAttribute(int pieces) : LayerAttribute
{
    /// <summary>Number of values each output is the greatest of.</summary>
    public int Pieces { get; } = pieces;
}
