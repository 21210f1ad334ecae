using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>One schedule an op kind.</summary>
internal static class Scheduler
{
    public static ScheduledKernel Of(Node node, ScheduleContext c)
    {
        var scheduled = node switch
        {
            ContractNode n => ContractSchedule.Of(n, c),
            MapNode n => MapSchedule.Of(n, c),
            ReduceNode n => ReduceSchedule.Of(n, c),
            WindowNode n => WindowSchedule.Of(n, c),
            SpreadNode n => WindowSchedule.Of(n, c),
            RouteNode n => WindowSchedule.Of(n, c),
            PairNode n => PairSchedule.Of(n, c),
            LookupNode n => LookupSchedule.Of(n, c),
            LookupGradientNode n => LookupSchedule.Of(n, c),
            WinogradInputNode n => WinogradSchedule.Of(n, c),
            WinogradFilterNode n => WinogradSchedule.Of(n, c),
            WinogradOutputNode n => WinogradSchedule.Of(n, c),
            GatherNode or ScatterNode or ResampleNode => AxisMove.Of(node, c),
            InterleaveNode n => InterleaveSchedule.Of(n, c),
            BFloat16Node n => new(new("BFloat16", ["x", "y"], [], [new CallPack("x", "y", c.LayoutOf(n).Length / Layout.Lanes)]), [n.W, n]),
            _ => MoveSchedule.Of(node, c),
        };
        // These write elements only; the halo around them is zeroed first.
        var layout = c.LayoutOf(node);
        return node is ContractNode or MapNode or ReduceNode or WindowNode or WinogradOutputNode or LookupNode && (layout.HasHalo || layout.IsRows) && !c.Accumulate ? WithClearedHalo(scheduled, node, c.LayoutOf(node)) : scheduled;
    }

    private static ScheduledKernel WithClearedHalo(ScheduledKernel scheduled, Node node, Layout layout)
    {
        Kernel clear(Kernel kernel) => kernel with { Body = [.. HaloSchedule.Clear(layout, node.Batched), .. kernel.Body] };
        return scheduled with { Kernel = clear(scheduled.Kernel), SmallBatch = scheduled.SmallBatch is { } small ? clear(small) : null };
    }
}
