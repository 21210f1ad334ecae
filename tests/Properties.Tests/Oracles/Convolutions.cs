namespace NetGen.Properties.Oracles;

/// <summary>Convolutions, those made of several, and transposed ones.</summary>
internal static class Convolutions
{
    public static Plane Of(LayerCall c)
    {
        if (c.Kind.StartsWith("ConvTranspose", StringComparison.Ordinal)) return Transposed(c);
        int[] ones = [.. Enumerable.Repeat(1, c.SpatialRank)], zeros = [.. Enumerable.Repeat(0, c.SpatialRank)];
        var bias = c.Parameter("bias");
        int[] spatial = c.Shape[1..];
        return c.Kind switch
        {
            "DepthwiseConv2D" => Step(c, c.X, c.Weight, bias, c.X.Shape[0], spatial, axis: null),
            "SeparableConv2D" => Pointwise(Step(c, c.X, c.Parameter("depthwise.weight")!, null, c.X.Shape[0], spatial, axis: null), "pointwise."),
            "SpatialSeparableConv2D" => Step(c, Step(c, c.X, c.Parameter("vertical.weight")!, null, 1, [spatial[0], c.X.Shape[2]], axis: 0),
                c.Parameter("horizontal.weight")!, c.Parameter("horizontal.bias"), 1, spatial, axis: 1),
            "FlattenedConv2D" => Step(
                c, Step(c, Pointwise(c.X, "pointwise."), c.Parameter("vertical.weight")!, null, c.Shape[0], [spatial[0], c.X.Shape[2]], axis: 0),
                c.Parameter("horizontal.weight")!, c.Parameter("horizontal.bias"), c.Shape[0], spatial, axis: 1),
            _ => Step(c, c.X, c.Weight, bias, c.Int("Groups", 1), spatial, axis: null),
        };

        Plane Pointwise(Plane x, string prefix) => Convolve(x, c.Parameter($"{prefix}weight")!, c.Parameter($"{prefix}bias"), ones, ones, zeros, 0, 1, x.Shape[1..]);
    }

    /// <summary>With the layer's options, along one axis only where one is given.</summary>
    private static Plane Step(LayerCall c, Plane x, Plane weight, Plane? bias, int groups, int[] extents, int? axis)
    {
        int[] stride = c.PerAxis("Stride", 1), dilation = c.PerAxis("Dilation", 1), low = c.Low(c.PerAxis("Kernel", 1), stride, dilation);
        int[] only(int[] values, int otherwise) => axis is null ? values : [.. values.Select((v, a) => a == axis ? v : otherwise)];
        return Convolve(x, weight, bias, only(stride, 1), only(dilation, 1), only(low, 0), c.Int("PaddingMode", 0), groups, extents);
    }

    private static Plane Convolve(Plane x, Plane w, Plane? bias, int[] stride, int[] dilation, int[] low, int mode, int groups, int[] extents)
    {
        int inputs = w.Shape[1], outputs = w.Shape[0] / groups;
        int[] window = [inputs, .. w.Shape[2..]];
        return Plane.Of([w.Shape[0], .. extents], i =>
        {
            var sum = bias?[i[0]] ?? 0;
            foreach (var k in Plane.Indices(window))
            {
                var at = new int[x.Rank];
                at[0] = (i[0] / outputs * inputs) + k[0];
                var isInside = true;
                for (var a = 1; a < x.Rank; a++)
                {
                    at[a] = Moves.Source(mode, (i[a] * stride[a - 1]) + (k[a] * dilation[a - 1]) - low[a - 1], x.Shape[a]);
                    isInside &= at[a] >= 0;
                }

                if (isInside) sum += x[at] * w[[i[0], .. k]];
            }

            return sum;
        });
    }

    private static Plane Transposed(LayerCall c)
    {
        int[] kernel = c.PerAxis("Kernel", 1), stride = c.PerAxis("Stride", 1), dilation = c.PerAxis("Dilation", 1), low = c.Low(kernel, stride, dilation);
        var (x, w, groups) = (c.X, c.Weight, c.Int("Groups", 1));
        if (c.Int("Padding", 0) == Dim.Same)
            low = [.. low.Select((_, a) => Math.Max(0, (((x.Shape[a + 1] - 1) * stride[a]) + ((kernel[a] - 1) * dilation[a]) + 1 - (x.Shape[a + 1] * stride[a])) / 2))];
        int inputs = x.Shape[0] / groups, outputs = c.Shape[0] / groups;
        var y = Plane.Of(c.Shape, i => c.Parameter("bias")?[i[0]] ?? 0);
        foreach (var from in Plane.Indices(x.Shape))
        {
            foreach (var k in Plane.Indices([outputs, .. kernel]))
            {
                var offset = (from[0] / inputs * outputs) + k[0];
                var isInside = true;
                for (var a = 1; a < x.Rank; a++)
                {
                    var at = (from[a] * stride[a - 1]) + (k[a] * dilation[a - 1]) - low[a - 1];
                    isInside &= at >= 0 && at < c.Shape[a];
                    offset = (offset * c.Shape[a]) + at;
                }

                if (isInside) y.Data[offset] += x[from] * w[[from[0], .. k]];
            }
        }

        return y;
    }
}
