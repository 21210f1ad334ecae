// Input: any move along one axis. Output: loops over elements, each the sum of what a table says. Invariant: always possible, never fast: it serves lanes
// that begin within a panel, and rows shorter than a vector.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Moves along one axis element by element.</summary>
internal static class AxisElementsSchedule
{
    public static ScheduledKernel Of(AxisMove move)
    {
        var i = $"i{move.Axis}";
        Value x(string at) => new Load(new("x", Offset(move, move.From, at)));
        var element = new List<Statement>();
        if (move.Table is { Weights: null, IsUniform: true, MostTaps: 1 })
        {
            element.Add(new LetIndex("source", TapTables.Source(i)));
            element.Add(new Store(new("y", Offset(move, move.To, i)), x("source")));
        }
        else
        {
            Value sum = new Local("sum");
            element.AddRange(TapTables.Bounds(move.Table, i));
            element.Add(new Let("sum", new Number(0)));
            element.Add(TapTables.Loop(
            [
                new LetIndex("source", TapTables.Source("tap")),
                new Assign("sum", move.Table.Weights is null ? new Binary(BinaryOp.Add, sum, x("source")) : new MultiplyAdd(new Load(TapTables.Weight("tap")), x("source"), sum)),
            ]));
            element.Add(new Store(new("y", Offset(move, move.To, i)), sum));
        }

        for (var axis = move.Node.Rank - 1; axis >= 0; axis--) element = [new For($"i{axis}", "0", Index.Text(move.Node.Shape[axis]), 1, element)];
        if (move.Node.Batched) element = [new For("s", "0", "n", 1, element)];
        return move.Kernel("", [.. Padding.Clear(move.To, move.Node.Batched, haloOnly: false), .. TapTables.Of(move.Table), .. element], isScalar: true);
    }

    private static string Offset(AxisMove move, Layout layout, string index) => Index.Sum([
        .. move.Node.Batched ? [Index.Times("s", layout.Length)] : Array.Empty<string>(), .. layout.Axes.Select((a, axis) => Index.At(a, axis == move.Axis ? index : $"i{axis}"))]);
}
