namespace NetGen.Training;

/// <summary>PyTorch's choice for embeddings: every element N(0, 1), and one row zero, that of the padding.</summary>
public sealed class EmbeddingInitializer : Initializer
{
    private readonly NormalInitializer _normal = new();

    /// <summary>Standard normal rows, except one of zeros.</summary>
    /// <param name="paddingIndex">The number of that row.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public EmbeddingInitializer(int paddingIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(paddingIndex);
        PaddingIndex = paddingIndex;
    }

    /// <summary>The number of the row of zeros.</summary>
    public int PaddingIndex { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape is not [rows, length], or has no such row.</exception>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        _normal.Fill(values, shape, key);
        if (shape.Length != 2 || PaddingIndex >= shape[0]) throw new ArgumentException($"A table [rows, length] with a row {PaddingIndex} is needed, not [{string.Join(", ", shape.ToArray())}].", nameof(shape));
        values.Slice(PaddingIndex * shape[1], shape[1]).Clear();
    }
}
