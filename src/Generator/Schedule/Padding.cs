using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Zeros around the elements of a tensor whose schedule writes some of it.</summary>
internal static class Padding
{
    /// <summary>Zeros what a move does not write: a halo, and the padding lanes where single elements are written.</summary>
    /// <param name="to">The result's layout.</param>
    /// <param name="batched">Whether there is one a sample.</param>
    /// <param name="haloOnly">Whether lanes are written with their padding, but for the ends of rows.</param>
    /// <param name="isPadded">Whether the ends of rows are written as well.</param>
    public static IReadOnlyList<Statement> Clear(Layout to, bool batched, bool haloOnly, bool isPadded = false)
    {
        // The weights of a convolution have blocks of 16 along two axes.
        var needed = to.HasHalo || to.IsRows || (!haloOnly && to.Axes.Select((a, axis) => (a.IsBlocked || axis == to.LaneAxis) && a.Extent % Layout.Lanes != 0).Any(isPartial => isPartial));
        if (to.IsExact || !needed) return [];
        return haloOnly ? HaloSchedule.Clear(to, batched, isPadded) : [Schedule.Clear.Tensor("y", to, batched)];
    }
}
