namespace NetGen.Properties.Oracles;

/// <summary>A tensor of one sample, row-major.</summary>
internal sealed record Plane(int[] Shape, double[] Data)
{
    public int Rank => Shape.Length;

    public double this[params ReadOnlySpan<int> index] => Data[Offset(index)];

    /// <summary>The value of a function at every index.</summary>
    public static Plane Of(int[] shape, Func<int[], double> value)
    {
        var data = new double[shape.Aggregate(1, (product, extent) => product * extent)];
        var index = new int[shape.Length];
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = value(index);
            Next(shape, index);
        }

        return new(shape, data);
    }

    /// <summary>The same elements in another shape.</summary>
    public Plane As(params int[] shape) => new(shape, Data);

    /// <summary>A function of every element.</summary>
    public Plane Map(Func<double, double> function) => new(Shape, [.. Data.Select(function)]);

    /// <summary>Another element of x for every index, or a number where the function has none.</summary>
    public Plane Moved(int[] shape, Func<int[], int[]?> source, double otherwise = 0) => Of(shape, index => source(index) is { } from ? this[from] : otherwise);

    /// <summary>All indices of a shape, in order; the array is the same one each time.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        var index = new int[shape.Length];
        do yield return index;
        while (Next(shape, index));
    }

    private static bool Next(int[] shape, int[] index)
    {
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < shape[axis]) return true;
            index[axis] = 0;
        }

        return false;
    }

    private int Offset(ReadOnlySpan<int> index)
    {
        var offset = 0;
        for (var axis = 0; axis < Shape.Length; axis++)
        {
            if (index[axis] < 0 || index[axis] >= Shape[axis]) throw new ArgumentOutOfRangeException(nameof(index));
            offset = (offset * Shape[axis]) + index[axis];
        }

        return offset;
    }
}
