// Input: a node that takes, along one axis, what a table says: a gather, its transpose, a weighted sum. Output: the first schedule that fits the layouts.
// Invariant: the text does not grow with the extents, and whatever of the result is no element is zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>A move along one axis and how it is stored: what its schedules share.</summary>
internal sealed class AxisMove
{
    /// <summary>A pad has three: what is in front of the elements, they, and what is behind them.</summary>
    private const int MostRuns = 3;

    private AxisMove(Node node, Node x, int axis, TapTable table, ScheduleContext c)
    {
        Node = node;
        X = x;
        Axis = axis;
        Table = table;
        From = c.LayoutOf(x);
        To = c.LayoutOf(node);
        Context = c;
        Runs = table.Weights is null && table.MostTaps <= 1 && RunsOf(table).Take(MostRuns + 1).Count() <= MostRuns ? [.. RunsOf(table)] : null;
    }

    public Node Node { get; }

    public Node X { get; }

    public int Axis { get; }

    public TapTable Table { get; }

    public Layout From { get; }

    public Layout To { get; }

    public ScheduleContext Context { get; }

    /// <summary>The table of a move as runs of equal steps, where they are so few that each may have code of its own; null else, and where elements are summed.</summary>
    public IReadOnlyList<AxisRun>? Runs { get; }

    public string Stem => Node switch
    {
        GatherNode => "Gather",
        ScatterNode => "Scatter",
        _ => "Resample",
    };

    public string[] Counts => Node.Batched ? ["n"] : [];

    public static ScheduledKernel Of(Node node, ScheduleContext c)
    {
        if (c.Accumulate) throw new InvalidOperationException($"{node} does not add to what is there.");
        var move = node switch
        {
            GatherNode n => new AxisMove(n, n.X, n.Axis, TapTable.OfGather(n.Table), c),
            ScatterNode n => new AxisMove(n, n.Dy, n.Axis, TapTable.OfGather(n.Table).Transposed(n.Shape[n.Axis]), c),
            ResampleNode n => new AxisMove(n, n.X, n.Axis, n.Table, c),
            _ => throw new InvalidOperationException($"{node} is no move along an axis."),
        };
        return AxisLanesSchedule.Of(move) ?? AxisPanelsSchedule.Of(move) ?? AxisRowSchedule.Of(move) ?? AxisElementsSchedule.Of(move);
    }

    public ScheduledKernel Kernel(string suffix, IEnumerable<Statement> body, bool isScalar = false) => new(new(Stem + suffix, ["x", "y"], Counts, [.. body], isScalar), [X, Node]);

    /// <summary>The loop over samples, where there are any.</summary>
    public IEnumerable<Loop> Samples => Node.Batched ? [new Loop("s", 1, "n", [From.Length, To.Length])] : [];

    /// <summary>A loop over an axis beside the one that moves.</summary>
    public Loop Along(int axis) => new($"i{axis}", Node.Shape[axis], null, [From.Axes[axis].Stride, To.Axes[axis].Stride]);

    private static IEnumerable<AxisRun> RunsOf(TapTable table)
    {
        int source(int i) => table.TapsOf(i) == 0 ? -1 : table.Sources[table.Starts[i]];
        var start = 0;
        while (start < table.Extent)
        {
            int first = source(start), count = 1;
            var step = start + 1 < table.Extent && first >= 0 && source(start + 1) >= 0 ? source(start + 1) - first : 0;
            while (start + count < table.Extent && (first < 0 ? source(start + count) < 0 : source(start + count) == first + (count * step) && source(start + count) >= 0)) count++;
            yield return new(start, first, step, count);
            start += count;
        }
    }
}
