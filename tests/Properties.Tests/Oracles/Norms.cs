namespace NetGen.Properties.Oracles;

/// <summary>Normalisations of one sample.</summary>
internal static class Norms
{
    /// <summary>By running statistics; null where there are none.</summary>
    public static Plane? Running(LayerCall c)
    {
        if (c.Parameter("running_mean") is not { } mean || c.Parameter("running_var") is not { } variance) return null;
        return Plane.Of(c.Shape, i => Affine(c, (c.X[i] - mean[i[0]]) / Math.Sqrt(variance[i[0]] + c.Number("Epsilon", 1e-5)), [i[0]]));
    }

    public static Plane LastAxes(LayerCall c)
    {
        var count = Math.Max(1, c.Ints("Shape").Length);
        int[] normed = c.Shape[^count..];
        var isRms = c.Kind == "RmsNorm";
        var epsilon = c.Number("Epsilon", isRms ? 1.1920928955078125e-7 : 1e-5);
        return Plane.Of(c.Shape, i =>
        {
            double[] all = [.. Plane.Indices(normed).Select(k => c.X[[.. i[..^count], .. k]])];
            var mean = isRms ? 0 : all.Average();
            return Affine(c, (c.X[i] - mean) / Math.Sqrt(all.Average(x => (x - mean) * (x - mean)) + epsilon), i[^count..]);
        });
    }

    public static Plane Groups(LayerCall c, int groups)
    {
        var each = c.X.Data.Length / groups;
        var channels = c.X.Shape[0] / groups;
        return Plane.Of(c.Shape, i =>
        {
            var all = c.X.Data.AsSpan(i[0] / channels * each, each).ToArray();
            var mean = all.Average();
            var isAffine = c.Flag("Affine", c.Kind == "GroupNorm");
            var y = (c.X[i] - mean) / Math.Sqrt(all.Average(x => (x - mean) * (x - mean)) + c.Number("Epsilon", 1e-5));
            return isAffine ? Affine(c, y, [i[0]]) : y;
        });
    }

    public static Plane Local(LayerCall c)
    {
        var size = c.Int("Size", 1);
        return Plane.Of(c.Shape, i =>
        {
            double sum = 0;
            for (var k = i[0] - (size / 2); k < i[0] - (size / 2) + size; k++)
                if (k >= 0 && k < c.Shape[0]) sum += c.X[[k, .. i[1..]]] * c.X[[k, .. i[1..]]];
            return c.X[i] / Math.Pow(c.Number("K", 1) + (c.Number("Alpha", 1e-4) / size * sum), c.Number("Beta", 0.75));
        });
    }

    private static double Affine(LayerCall c, double y, int[] index) => (y * (c.Parameter("weight")?[index] ?? 1)) + (c.Parameter("bias")?[index] ?? 0);
}
