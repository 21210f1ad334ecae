namespace NetGen.Generator.Layers;

/// <summary>Zeros around the spatial axes: <c>Padding = 1</c>, one an axis, low and high of each axis, or <c>Same = true</c>.</summary>
internal sealed record Padding(int[] Low, int[] High)
{
    public static Padding? Of(LayerContext c, int rank, int[] kernel, int[] stride, int[] dilation)
    {
        if (c.Flag("Same", false))
        {
            if (stride.Any(s => s != 1))
            {
                c.Fail("NG0105", $"{c.Text}: Same needs stride 1 (as in PyTorch); give Padding instead");
                return null;
            }

            int[] total = [.. kernel.Select((k, a) => (k - 1) * dilation[a])];
            return new([.. total.Select(t => t / 2)], [.. total.Select(t => t - (t / 2))]);
        }

        var given = c.Numbers("Paddings");
        if (given.Length == 2 * rank)
        {
            int[] values = [.. given.Select(v => (int)v)];
            if (values.Any(v => v < 0))
            {
                c.Fail("NG0105", $"{c.Text}: Paddings must not be negative");
                return null;
            }

            return new([.. values.Where((_, i) => i % 2 == 0)], [.. values.Where((_, i) => i % 2 == 1)]);
        }

        return c.Spatial("Padding", rank, 0, minimum: 0) is { } p ? new(p, p) : null;
    }
}
