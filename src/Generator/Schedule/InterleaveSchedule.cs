// Input: phases, row-major. Output: loops over the rows of the result; each picks its elements from the rows of its phases by a table.
// Invariant: the lanes behind the last element of a row are zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="InterleaveNode"/>.</summary>
internal static class InterleaveSchedule
{
    public static ScheduledKernel Of(InterleaveNode node, ScheduleContext c)
    {
        Layout from = c.LayoutOf(node.X), to = c.LayoutOf(node);
        var row = node.Axes - 1;
        int phases = from.Axes[1 + row].Stride, places = from.Axes[1 + node.Axes + row].Stride;
        var table = new PanelTable(TapTable.OfGather(Enumerable.Range(0, node.Shape[1 + row]).Select(at => (node.PhaseOf(row, at) * phases) + (node.PlaceOf(row, at) * places))));
        List<Statement> body = [.. Padding.Clear(to, node.Batched, haloOnly: true, isPadded: true), new LetTable("sources", table.Sources)];
        var loops = new List<Loop>();
        if (node.Batched) loops.Add(new("s", 1, "n", [from.Length, to.Length]));
        loops.Add(new("i0", node.Shape[0], null, [from.Axes[0].Stride, to.Axes[0].Stride]));
        for (var axis = 0; axis < row; axis++) loops.Add(new($"i{1 + axis}", node.Shape[1 + axis], null, [0, to.Axes[1 + axis].Stride]));
        body.AddRange(StridedNest.Build(loops, ["x", "y"], r =>
        [
            new Alias("phase", r[0], Index.Sum(Enumerable.Range(0, row).Select(axis => Rows(node, from, axis)))),
            .. StridedNest.Build([new Loop("panel", table.Panels, null, [0, Layout.Lanes])], ["phase", r[1]], q =>
                [.. Enumerable.Range(0, c.Isa.VectorsPerPanel).Select(v => v * c.Isa.Lanes).Select(lane =>
                    (Statement)new Store(new(q[1], lane), new Pick(q[0], "sources", Index.Sum(Index.Times("panel", Layout.Lanes), Index.Text(lane)), table.HasGaps)))]),
        ]));
        return new(new("Interleave", ["x", "y"], node.Batched ? ["n"] : [], body), [node.X, node]);
    }

    /// <summary>Where the rows of the phase of an element of an outer axis are.</summary>
    private static string Rows(InterleaveNode node, Layout from, int axis)
    {
        var at = $"({Index.Sum($"i{1 + axis}", Index.Text(node.Firsts[axis]))})";
        int phases = from.Axes[1 + axis].Stride, places = from.Axes[1 + node.Axes + axis].Stride, count = node.Phases(axis);
        return count == 1 ? Index.Times(at, places) : Index.Sum(Index.Times($"({at} % {count})", phases), Index.Times($"({at} / {count})", places));
    }
}
