using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>One window over all spatial axes: [C, …] → [C, 1, …].</summary>
internal abstract class GlobalPool : LayerDefinition
{
    public override Node? Build(LayerContext c)
    {
        if (c.X.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and spatial axes, but {c.Above()}; remove it");
        return Build(c, [WindowAxis.Untouched(c.X.Shape[0]), .. c.X.Shape.Skip(1).Select(extent => new WindowAxis(extent, 1, 1, 0, 1))]);
    }

    protected abstract Node Build(LayerContext c, WindowAxis[] whole);
}

/// <summary>The mean over all spatial axes.</summary>
internal sealed class GlobalAvgPool : GlobalPool
{
    public override string Kind => "GlobalAvgPool";

    protected override Node Build(LayerContext c, WindowAxis[] whole) =>
        c.Map(c.Add(new WindowNode(ReduceKind.Sum, c.X, whole)), x => x * ((double)c.X.Shape[0] / c.X.ElementCount));
}

/// <summary>The maximum over all spatial axes; of equal elements the first one gets the gradient.</summary>
internal sealed class GlobalMaxPool : GlobalPool
{
    public override string Kind => "GlobalMaxPool";

    protected override Node Build(LayerContext c, WindowAxis[] whole) => c.Add(new WindowNode(ReduceKind.Maximum, c.X, whole));
}
