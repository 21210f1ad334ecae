// Input: a move along the axis of the lanes, in runs that start on whole panels: slices, joints and pads of channels in blocks of 16. Output: panels copied.
// Invariant: lanes behind the end of a run are zero: no other run starts within its last panel.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Moves whole panels along the axis of the lanes.</summary>
internal static class AxisPanelsSchedule
{
    public static ScheduledKernel? Of(AxisMove move)
    {
        Layout from = move.From, to = move.To;
        var lane = move.Axis;
        var isAlike = to.LaneAxis == lane && from.LaneAxis == lane && !from.IsExact && !to.IsExact && (from.Axes[lane].IsBlocked || to.Axes[lane].IsBlocked)
            && Enumerable.Range(0, move.Node.Rank).All(a => a == lane || (!from.Axes[a].IsBlocked && !to.Axes[a].IsBlocked));
        if (!isAlike || move.Runs is null || !move.Runs.All(run => run.Start % Layout.Lanes == 0 && (run.IsZero || (run.Source % Layout.Lanes == 0 && (run.Step == 1 || run.Count == 1))))) return null;
        var others = Enumerable.Range(0, move.Node.Rank).Where(axis => axis != lane).Select(move.Along).ToList();
        List<Statement> body = [.. Padding.Clear(to, move.Node.Batched, haloOnly: true)];
        foreach (var run in move.Runs)
        {
            var whole = run.Count / Layout.Lanes;
            if (whole > 0) body.Add(new Scope(Panels(move, run, 0, whole, Layout.Lanes, others)));
            if (run.Count % Layout.Lanes is var rest and > 0) body.Add(new Scope(Panels(move, run, whole, 1, rest, others)));
        }

        return move.Kernel("Panels", body);
    }

    private static List<Statement> Panels(AxisMove move, AxisRun run, int first, int count, int elements, List<Loop> others)
    {
        var isa = move.Context.Isa;
        long[] strides = [StridedNest.BlockStride(move.From, move.Axis), StridedNest.BlockStride(move.To, move.Axis)];
        var statements = new List<Statement>();
        string[] at = ["x", "y"];
        for (var i = 0; i < 2; i++)
        {
            var panel = first + (Math.Max(0, i == 0 ? run.Source : run.Start) / Layout.Lanes);
            if (panel > 0) statements.Add(new Alias(at[i] = $"{at[i]}Run", i == 0 ? "x" : "y", Index.Text(panel * strides[i])));
        }

        var loops = StridedNest.Merge([.. move.Samples, new Loop("block", count, null, strides), .. others]);
        statements.AddRange(StridedNest.Build(loops, at, r => [.. Enumerable.Range(0, isa.VectorsPerPanel).Select(v => v * isa.Lanes).Select(offset =>
            (Statement)new Store(new(r[1], offset), run.IsZero ? new Number(0) : new FirstLanes(elements - offset, new Load(new(r[0], offset)), new Number(0))))]));
        return statements;
    }
}
