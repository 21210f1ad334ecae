using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Element-wise merges of several tensors, with NumPy's broadcasting: axes aligned at the end, an extent of 1 stretches.</summary>
internal sealed class Merge(string kind, Func<Expr, Expr, Expr> combine) : LayerDefinition
{
    public static readonly IReadOnlyList<LayerDefinition> All =
    [
        new Merge("Add", (a, b) => a + b),
        new Merge("Subtract", (a, b) => a - b),
        new Merge("Multiply", (a, b) => a * b),
        new Merge("Divide", (a, b) => a / b),
    ];

    public override string Kind => kind;

    public override Node? Build(LayerContext c)
    {
        if (c.Sources.Count < 2) return c.Fail("NG0104", $"{c.Text} needs another value to combine with; name a layer or an input");
        var rank = c.Sources.Max(s => s.Rank);
        var shape = Enumerable.Repeat(new Extent(1), rank).ToArray();
        foreach (var source in c.Sources)
        {
            for (var i = 0; i < source.Rank; i++)
            {
                var axis = rank - source.Rank + i;
                var extent = source.Extents[i];
                if (shape[axis] != extent && shape[axis] != 1 && extent != 1)
                {
                    return c.Fail(
                        "NG0104",
                        $"{c.Text} cannot combine these shapes: {string.Join(" and ", c.Sources.Select(s => c.Above(s)))}; extents must be equal or 1");
                }

                if (extent != 1) shape[axis] = extent;
            }
        }

        var expression = Enumerable.Range(1, c.Sources.Count - 1).Aggregate(Expr.Input(0), (e, i) => combine(e, Expr.Input(i)));
        return c.Map(expression, [.. shape], [.. c.Sources.Select(s => Operand.Trailing(s, rank))]);
    }
}
