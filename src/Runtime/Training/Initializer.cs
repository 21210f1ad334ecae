namespace NetGen.Training;

/// <summary>How a new parameter gets its first values.</summary>
public abstract class Initializer
{
    /// <summary>Fills <paramref name="values"/>, the elements of a tensor of <paramref name="shape"/> in canonical (row-major) order.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">The canonical shape: output features first, as in PyTorch.</param>
    /// <param name="key">Chooses the random sequence; the same key gives the same values on every machine.</param>
    public abstract void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key);
}
