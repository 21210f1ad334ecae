using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>y = W·x + b along the last axis; PyTorch's Linear.</summary>
internal sealed class Dense : LayerDefinition
{
    public override string Kind => "Dense";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Units") is not { } units) return null;
        // A pooled image [C, 1, 1] is a vector.
        if (c.X.Rank > 2 && c.X.ElementCount == c.X.Shape[0]) return Vector(c, units, c.X);
        if (c.X.Rank is not (1 or 2)) return c.Fail("NG0101", $"{c.Text} needs a vector, but {c.Above()}; put [Flatten] before it");
        if (c.X.Rank == 2) return Rows(c, units, c.X.Extents[1].Number, c.Flag("Bias", true));

        // A flattened tensor is read where it stands: the weight's columns follow its axes, and nothing is copied.
        return Vector(c, units, c.X is ReshapeNode { X.Rank: > 1 } flattened ? flattened.X : c.X);
    }

    /// <summary>One matrix over all elements of x.</summary>
    private static Node Vector(LayerContext c, int units, Node x)
    {
        var features = (int)x.ElementCount;
        var bias = c.Flag("Bias", true);
        var weight = c.Parameter("weight", [units, features], InitialValues.FanIn(features), view: [units, .. x.Shape]);
        var dims = new List<Dim> { new("o", units) };
        for (var axis = 0; axis < x.Rank; axis++) dims.Add(new(x.Rank == 1 ? "k" : $"k{axis}", x.Shape[axis]));
        AxisIndex[] k = [.. Enumerable.Range(1, x.Rank).Select(AxisIndex.Of)];
        return c.Add(new ContractNode(
            dims, x, k, weight, [AxisIndex.Of(0), .. k], [units], [AxisIndex.Of(0)], bias: bias ? Bias(c, units, features) : null));
    }

    /// <summary>The same matrix for every row of [T, features].</summary>
    private static Node Rows(LayerContext c, int units, int features, bool bias)
    {
        var weight = c.Parameter("weight", [units, features], InitialValues.FanIn(features));
        Dim[] dims = [new("t", c.X.Extents[0]), new("o", units), new("k", features)];
        AxisIndex t = AxisIndex.Of(0), o = AxisIndex.Of(1), k = AxisIndex.Of(2);
        return c.Add(new ContractNode(
            dims, c.X, [t, k], weight, [o, k], [c.X.Extents[0], units], [t, o], bias: bias ? Bias(c, units, features) : null, biasAxis: 1));
    }

    private static Node Bias(LayerContext c, int units, int features) => c.Parameter("bias", [units], InitialValues.FanIn(features));
}
