// Input: a lookup or its gradient. Output: loops over samples and positions that move whole panels of a row. Invariant: rows have their lanes along
// their length, in the table and in the result, and a number that is no row's reads and writes inside of the table all the same.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="LookupNode"/> and <see cref="LookupGradientNode"/>.</summary>
internal static class LookupSchedule
{
    private const string Row = "row";

    public static ScheduledKernel Of(LookupNode node, ScheduleContext c)
    {
        Layout table = c.LayoutOf(node.Table), index = c.LayoutOf(node.Index), to = c.LayoutOf(node);
        var body = Positions(node.Index, index, node.Table.Shape[0], (x, t) => Panels(to, table, c, (block, lanes) =>
        {
            var row = new Load(new("table", Index.Sum(Index.Times(Row, table.Axes[0].Stride), Panel(table, block, lanes))));
            var target = Index.Sum(Sample(node.Batched, to), Index.Times(t, to.Axes[0].Stride), Panel(to, block, lanes));
            return new Store(new("y", target), IfRow(x, node.Table.Shape[0], row, new Number(double.NaN)), c.Accumulate);
        }), node.Batched);
        return new(new("Lookup", ["table", "x", "y"], node.Batched ? ["n"] : [], body), [node.Table, node.Index, node]);
    }

    public static ScheduledKernel Of(LookupGradientNode node, ScheduleContext c)
    {
        Layout from = c.LayoutOf(node.Dy), index = c.LayoutOf(node.Index), to = c.LayoutOf(node);
        List<Statement> body = c.Accumulate ? [] : [Clear.Tensor("y", to, isBatched: false)];
        body.AddRange(Positions(node.Index, index, node.Shape[0], (x, t) => Panels(from, to, c, (block, lanes) =>
        {
            Value dy = new Load(new("dy", Index.Sum(Sample(node.Dy.Batched, from), Index.Times(t, from.Axes[0].Stride), Panel(from, block, lanes))));
            if (node.Untrained is { } padding) dy = new Choose(Comparison.Equal, new IndexValue(Row), new Number(padding), new Number(0), dy);
            var target = Index.Sum(Index.Times(Row, to.Axes[0].Stride), Panel(to, block, lanes));
            return new Store(new("y", target), IfRow(x, node.Shape[0], dy, new Number(0)), Accumulate: true);
        }), node.Index.Batched || node.Dy.Batched));
        return new(new("LookupGradient", ["x", "dy", "y"], ["n"], body), [node.Index, node.Dy, node]);
    }

    private static Value IfRow(Value x, int rows, Value then, Value otherwise) =>
        new Choose(Comparison.Less, x, new Number(0), otherwise, new Choose(Comparison.Less, x, new Number(rows), then, otherwise));

    /// <summary>For each sample and position: the number as a value, and as the nearest row.</summary>
    private static List<Statement> Positions(Node index, Layout layout, int rows, Func<Value, string, IEnumerable<Statement>> at, bool batched)
    {
        var offset = Index.Sum(Sample(index.Batched, layout), Index.At(layout.Axes[0], "t"));
        List<Statement> inner = [new LetRow(Row, new("x", offset), rows), .. at(new Broadcast(new("x", offset)), "t")];
        inner = [new For("t", "0", Index.Text(index.Shape[0]), 1, inner)];
        return batched ? [new For("s", "0", "n", 1, inner)] : inner;
    }

    private static IEnumerable<Statement> Panels(Layout a, Layout b, ScheduleContext c, Func<string, int, Statement> move)
    {
        if (a.LaneAxis != 1 || b.LaneAxis != 1) throw new InvalidOperationException($"A row has its lanes along its length, not as in {a} and {b}.");
        IEnumerable<Statement> panel(string block) => Enumerable.Range(0, c.Isa.VectorsPerPanel).Select(v => move(block, v * c.Isa.Lanes));
        return a.Axes[1].Blocks == 1 ? panel("0") : [new For("block", "0", Index.Text(a.Axes[1].Blocks), 1, [.. panel("block")])];
    }

    private static string Panel(Layout layout, string block, int lanes) => Index.Sum(Index.Times(block, StridedNest.BlockStride(layout, 1)), Index.Text(lanes));

    private static string Sample(bool batched, Layout layout) => batched ? Index.Times("s", layout.Length) : "0";
}
