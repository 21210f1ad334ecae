using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>
/// The floats of a tensor's memory that are no elements and must be zero: the lanes behind the last element of a blocked axis, the halos, and of rows all that
/// stands behind their ends. Written from what <see cref="Layout"/> promises its readers, not from what schedules write.
/// </summary>
internal static class PaddingPlaces
{
    /// <summary>Their offsets from the start of a sample's memory; none in a caller's span or in a plain tensor without halo.</summary>
    public static int[] Of(Layout layout)
    {
        if (layout.IsExact) return [];
        var places = new List<int>();
        Visit(layout, 0, layout.Offset, false, places);
        if (layout.IsRows)
        {
            // Of axes of one element the strides say nothing.
            var rows = layout.Axes.Max(a => a.Stride * (a.HaloLow + a.Extent + a.HaloHigh));
            places.AddRange(Enumerable.Range(0, layout.Length).Skip((rows + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes));
        }

        return [.. places];
    }

    private static void Visit(Layout layout, int axis, int at, bool isPadding, List<int> places)
    {
        if (axis == layout.Axes.Count)
        {
            if (isPadding) places.Add(at);
            return;
        }

        var a = layout.Axes[axis];
        // An axis in lanes is walked up to the end of its last vector.
        var isPadded = a.IsBlocked || axis == layout.LaneAxis;
        var end = (isPadded ? a.Blocks * Layout.Lanes : a.Extent) + a.HaloHigh;
        for (var i = -a.HaloLow; i < end; i++) Visit(layout, axis + 1, at + (i < 0 ? i * a.Stride : a.At(i)), isPadding || i < 0 || i >= a.Extent, places);
    }
}
