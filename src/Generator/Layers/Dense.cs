using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>y = W·x + b along the last axis; PyTorch's Linear.</summary>
internal sealed class Dense : LayerDefinition
{
    public override string Kind => "Dense";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Units") is not { } units) return null;
        if (c.X.Rank is not (1 or 2)) return c.Fail("NG0101", $"{c.Text} needs a vector, but {c.Above()}; put [Flatten] before it");
        var features = c.X.Shape[c.X.Rank - 1];
        var weight = c.Parameter("weight", [units, features], InitialValues.FanIn(features));
        var bias = c.Flag("Bias", true) ? c.Parameter("bias", [units], InitialValues.FanIn(features)) : null;

        var dims = new List<Dim> { new("o", units), new("k", features) };
        if (c.X.Rank == 2) dims.Add(new("t", c.X.Shape[0]));
        AxisIndex o = AxisIndex.Of(0), k = AxisIndex.Of(1), t = AxisIndex.Of(2);
        return c.X.Rank == 1
            ? c.Add(new ContractNode(dims, c.X, [k], weight, [o, k], [units], [o], bias: bias))
            : c.Add(new ContractNode(dims, c.X, [t, k], weight, [o, k], [c.X.Shape[0], units], [t, o], bias: bias, biasAxis: 1));
    }
}
