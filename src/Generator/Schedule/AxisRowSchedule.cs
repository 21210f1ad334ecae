// Input: a move along the axis whose elements are neighbours in both tensors: the lanes of rows, or a vector. Output: runs of floats copied, or vectors
// whose lanes are read one by one where a table says. Invariant: the lanes behind the last element come out as zeros.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Moves along the lanes themselves.</summary>
internal static class AxisRowSchedule
{
    private const string Sources = "sources", Weights = "weights";

    /// <summary>So many taps of each panel are written out; more are a loop.</summary>
    private const int UnrolledTaps = 4;

    public static ScheduledKernel? Of(AxisMove move)
    {
        AxisLayout from = move.From.Axes[move.Axis], to = move.To.Axes[move.Axis];
        if (from.IsBlocked || to.IsBlocked || from.Stride != 1 || to.Stride != 1 || move.To.LaneAxis != move.Axis || move.To.IsExact) return null;
        int[] others = [.. Enumerable.Range(0, move.Node.Rank).Where(axis => axis != move.Axis)];
        if (others.Any(axis => move.From.Axes[axis].IsBlocked || move.To.Axes[axis].IsBlocked)) return null;
        var outer = StridedNest.Merge([.. move.Samples, .. others.Select(move.Along)]);
        if (move.Runs is { } runs && runs.All(run => run.IsZero || run.Step == 1 || run.Count == 1)) return Copied(move, outer);
        List<Statement> body = [.. Padding.Clear(move.To, move.Node.Batched, haloOnly: true, isPadded: true)];
        var table = new PanelTable(move.Table);
        body.Add(new LetTable(Sources, table.Sources));
        if (table.Weights is { } weights) body.Add(new LetWeights(Weights, weights));
        var panels = new Loop("panel", table.Panels, null, [0, Layout.Lanes]);
        body.AddRange(StridedNest.Build([.. outer, panels], ["x", "y"], r =>
            Panel(table, panels.Variable, r, [.. Enumerable.Range(0, move.Context.Isa.VectorsPerPanel).Select(v => v * move.Context.Isa.Lanes)])));
        return move.Kernel("Row", body);
    }

    private static ScheduledKernel Copied(AxisMove move, List<Loop> outer)
    {
        List<Statement> body = [.. Padding.Clear(move.To, move.Node.Batched, haloOnly: move.To.IsRows)];
        body.AddRange(StridedNest.Build(outer, ["x", "y"], r => [.. move.Runs!.Select((run, i) => Copy(run, r, i))]));
        return move.Kernel("Rows", body);
    }

    private static Statement Copy(AxisRun run, IReadOnlyList<string> r, int number)
    {
        if (run.IsZero) return new Clear(r[1], Index.Text(run.Start), run.Count, IsBatched: false);
        string from = $"from{(char)('A' + number)}", to = $"to{(char)('A' + number)}";
        return new Scope([new Alias(from, r[0], Index.Text(run.Source)), new Alias(to, r[1], Index.Text(run.Start)), new CopyRow(from, to, run.Count)]);
    }

    /// <summary>Sixteen positions: the vectors of each tap, picked and summed.</summary>
    private static List<Statement> Panel(PanelTable table, string panel, IReadOnlyList<string> r, int[] vectors)
    {
        string entry(string tap, int lane) => Index.Sum(Index.Times(Index.Sum(Index.Times(panel, table.Taps), tap), Layout.Lanes), Index.Text(lane));
        Value picked(string tap, int lane) => new Pick(r[0], Sources, entry(tap, lane), table.HasGaps);
        Value weight(string tap, int lane) => new Load(new(Weights, entry(tap, lane)));
        Value first(int lane) => table.Weights is null ? picked("0", lane) : new Binary(BinaryOp.Multiply, weight("0", lane), picked("0", lane));
        Value next(Value sum, string tap, int lane) => table.Weights is null ? new Binary(BinaryOp.Add, sum, picked(tap, lane)) : new MultiplyAdd(weight(tap, lane), picked(tap, lane), sum);
        if (table.Taps <= UnrolledTaps)
            return [.. vectors.Select(lane => (Statement)new Store(new(r[1], lane), Enumerable.Range(1, table.Taps - 1).Aggregate(first(lane), (sum, tap) => next(sum, Index.Text(tap), lane))))];
        string name(int lane) => $"sum{lane}";
        return
        [
            .. vectors.Select(lane => new Let(name(lane), new Number(0))),
            new For("tap", "0", Index.Text(table.Taps), 1, [.. vectors.Select(lane => (Statement)new Assign(name(lane), next(new Local(name(lane)), "tap", lane)))]),
            .. vectors.Select(lane => new Store(new(r[1], lane), new Local(name(lane)))),
        ];
    }
}
