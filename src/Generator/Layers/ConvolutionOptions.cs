namespace NetGen.Generator.Layers;

/// <summary>The options every convolution has, one number an axis: window, steps, dilation and padding.</summary>
internal sealed record ConvolutionOptions(int[] Kernel, int[] Stride, int[] Dilation, Padding Padding)
{
    /// <summary>The options of a layer, after a check of its input's rank; null after a problem.</summary>
    public static ConvolutionOptions? Of(LayerContext c, int rank)
    {
        if (!c.Rank(rank + 1, $"[channels{Axes(rank)}]", "put [Reshape] before it")) return null;
        if (c.Spatial("Kernel", rank, null) is not { } kernel) return null;
        if (c.Spatial("Stride", rank, 1) is not { } stride || c.Spatial("Dilation", rank, 1) is not { } dilation) return null;
        return Padding.Of(c, rank, kernel, stride, dilation) is { } padding ? new(kernel, stride, dilation, padding) : null;
    }

    /// <summary>A window of 1 in every axis: the convolution that mixes channels only.</summary>
    public static ConvolutionOptions Pointwise(int rank) =>
        new([.. Enumerable.Repeat(1, rank)], [.. Enumerable.Repeat(1, rank)], [.. Enumerable.Repeat(1, rank)], Padding.None(rank));

    /// <summary>The same along one axis, nothing along the others.</summary>
    public ConvolutionOptions Along(int axis)
    {
        int[] only(int[] values) => [.. values.Select((v, a) => a == axis ? v : 1)];
        return new(only(Kernel), only(Stride), only(Dilation), Padding.Along(axis));
    }

    private static string Axes(int rank) => rank switch { 1 => ", length", 2 => ", height, width", _ => ", depth, height, width" };
}
