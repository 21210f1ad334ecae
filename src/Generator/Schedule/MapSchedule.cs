// Input: an element-wise node. Output: a nest that is as flat as the layouts allow. Invariant: padding lanes of the result are zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="MapNode"/>.</summary>
internal static class MapSchedule
{
    public static ScheduledKernel Of(MapNode node, ScheduleContext c)
    {
        var layout = c.LayoutOf(node);
        var nest = new DomainNest(node.Shape, node.Operands, node.Expression, node.Batched, c.Lane, c);
        var result = new Operand(node, [.. Enumerable.Range(0, node.Rank)]);
        var body = nest.Elementwise(result, layout, c.Accumulate);
        return new(new($"Map_{Stem(node.Expression)}", nest.Streams("y"), nest.Counts, body, nest.IsScalar), [.. node.Operands.Select(o => o.Node), node]);
    }

    /// <summary>A word for what an expression does, for kernel names.</summary>
    public static string Stem(Expr e)
    {
        if (e is BinaryExpr { Op: BinaryOp.Maximum, B: ConstantExpr { Value: 0 } }) return "Relu";
        var functions = e.Walk().OfType<UnaryExpr>().Select(u => u.Op).Where(op => op != UnaryOp.Negate).Distinct().Take(2).Select(op => op.ToString());
        var name = string.Concat(functions);
        if (name.Length > 0) return name;
        return e switch
        {
            BinaryExpr b => b.Op.ToString(),
            SelectExpr => "Select",
            ConstantExpr => "Constant",
            InputExpr => "Copy",
            _ => e.GetType().Name.Replace("Expr", ""),
        };
    }
}
