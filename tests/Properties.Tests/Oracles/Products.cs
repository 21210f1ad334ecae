namespace NetGen.Properties.Oracles;

/// <summary>Dense layers, matrix products and element-wise merges.</summary>
internal static class Products
{
    public static Plane Dense(LayerCall c)
    {
        var features = c.Weight.Shape[1];
        var rows = c.X.As(c.X.Data.Length / features, features);
        return Plane.Of(c.Shape, i => Enumerable.Range(0, features).Sum(k =>
            rows[i.Length == 1 ? 0 : i[0], k] * c.Weight[i[^1], k]) + (c.Parameter("bias")?[i[^1]] ?? 0));
    }

    public static Plane Bilinear(LayerCall c)
    {
        var (a, b) = (c.X.Data, c.Sources[1].Data);
        return Plane.Of(c.Shape, o =>
        {
            var sum = c.Parameter("bias")?[o[0]] ?? 0;
            for (var i = 0; i < a.Length; i++)
                for (var j = 0; j < b.Length; j++) sum += a[i] * c.Weight[o[0], i, j] * b[j];
            return sum;
        });
    }

    public static Plane MatMul(LayerCall c)
    {
        var a = c.X.Rank == 1 ? c.X.As(1, c.X.Shape[0]) : Transposed(c.X, c.Flag("TransposeLeft", false));
        var b = c.Sources[1].Rank == 1 ? c.Sources[1].As(c.Sources[1].Shape[0], 1) : Transposed(c.Sources[1], c.Flag("TransposeRight", false));
        return Plane.Of(c.Shape, index =>
        {
            int[] at = [.. index];
            if (c.X.Rank == 1) at = c.Sources[1].Rank == 1 ? [0, 0] : [.. at[..^1], 0, at[^1]];
            else if (c.Sources[1].Rank == 1) at = [.. at, 0];
            return Enumerable.Range(0, a.Shape[^1]).Sum(k => Broadcast(a, [.. at[..^1], k]) * Broadcast(b, [.. at[..^2], k, at[^1]]));
        });
    }

    public static Plane Merge(LayerCall c, Func<double, double, double> combine) =>
        Plane.Of(c.Shape, i => c.Sources.Select(s => Broadcast(s, i)).Aggregate(combine));

    /// <summary>The element with which that at the index is combined: axes aligned at the end, an extent of 1 stands for every position.</summary>
    private static double Broadcast(Plane x, int[] index)
    {
        int[] own = [.. index[(index.Length - x.Rank)..].Select((at, axis) => x.Shape[axis] == 1 ? 0 : at)];
        return x[own];
    }

    private static Plane Transposed(Plane x, bool isTransposed) =>
        isTransposed ? x.Moved([.. x.Shape[..^2], x.Shape[^1], x.Shape[^2]], i => [.. i[..^2], i[^1], i[^2]]) : x;
}
