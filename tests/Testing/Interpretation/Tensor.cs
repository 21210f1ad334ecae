namespace NetGen.Testing;

/// <summary>The value of a node: row-major, one tensor a sample when it is batched, otherwise one for all samples.</summary>
internal sealed class Tensor
{
    public Tensor(int[] shape, bool batched, int batch)
    {
        Shape = shape;
        Samples = batched ? batch : 1;
        Batched = batched;
        ElementCount = shape.Aggregate(1, (product, extent) => checked(product * extent));
        Data = new double[checked(Samples * ElementCount)];
    }

    public int[] Shape { get; }

    public bool Batched { get; }

    public int Samples { get; }

    /// <summary>Elements of one sample.</summary>
    public int ElementCount { get; }

    public double[] Data { get; }

    /// <summary>The element at an index; a tensor that is not batched ignores the sample.</summary>
    public ref double At(int sample, ReadOnlySpan<int> index) => ref Data[(Batched ? sample * ElementCount : 0) + Index.Offset(Shape, index)];
}

/// <summary>Row-major counting over a shape.</summary>
internal static class Index
{
    /// <summary>The row-major number of an index.</summary>
    public static int Offset(ReadOnlySpan<int> shape, ReadOnlySpan<int> index)
    {
        var offset = 0;
        for (var axis = 0; axis < shape.Length; axis++) offset = (offset * shape[axis]) + index[axis];
        return offset;
    }

    /// <summary>Moves to the next index, the last axis fastest; false after the last one (and the index is all zeros again).</summary>
    public static bool Next(ReadOnlySpan<int> shape, Span<int> index)
    {
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis]) return true;
            index[axis] = 0;
        }

        return false;
    }
}
