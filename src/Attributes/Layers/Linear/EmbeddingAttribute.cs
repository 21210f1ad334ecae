namespace NetGen;

/// <summary>Looks up rows of a trained table: <c>y[t] = W[x[t]]</c>, W of shape [count, size].</summary>
/// <param name="count">Number of rows: indices are in [0, count).</param>
/// <param name="size">Length of a row.</param>
/// <remarks>
/// Indices [T] become [T, size]. They arrive as the values of an input (whole numbers, exact up to 2²⁴; a fraction is cut off); where one is outside of
/// [0, count), the row is NaN, and no gradient comes of it. Rows start from N(0, 1). PyTorch: <c>Embedding</c>.
/// </remarks>
public sealed class EmbeddingAttribute(int count, int size) : ParameterLayerAttribute
{
    /// <summary>Number of rows: indices are in [0, count).</summary>
    public int Count { get; } = count;

    /// <summary>Length of a row.</summary>
    public int Size { get; } = size;

    /// <summary>The row that starts from zero and is not trained, for positions that hold nothing. Default: −1, none.</summary>
    public int PaddingIndex { get; set; } = -1;
}
