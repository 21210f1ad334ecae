namespace NetGen.Generator.Graph;

/// <summary>
/// One axis of a layout: element i stands at <c>i·Stride</c>, or, blocked by 16, at <c>(i/16)·BlockStride + (i%16)·Stride</c>.
/// </summary>
internal sealed record AxisLayout(int Extent, int Stride, int BlockStride = 0, int HaloLow = 0, int HaloHigh = 0)
{
    public bool IsBlocked => BlockStride != 0;

    public int Blocks => (Extent + Layout.Lanes - 1) / Layout.Lanes;

    /// <summary>Where element <paramref name="index"/> stands (the halo in front has negative indices).</summary>
    public int At(int index) => IsBlocked ? (index / Layout.Lanes * BlockStride) + (index % Layout.Lanes * Stride) : index * Stride;
}

/// <summary>
/// Where one sample's tensor stands in memory. The usual layout is blocked by 16 lanes along one axis (channels first of all): one 512-bit,
/// two 256-bit or four 128-bit vectors, so that all instruction sets share it. Padding lanes and halos hold zeros.
/// </summary>
internal sealed class Layout : IEquatable<Layout>
{
    public const int Lanes = 16;

    private Layout(AxisLayout[] axes, int laneAxis, int offset, int length, bool isExact)
    {
        Axes = axes;
        LaneAxis = laneAxis;
        Offset = offset;
        Length = length;
        IsExact = isExact;
    }

    public IReadOnlyList<AxisLayout> Axes { get; }

    /// <summary>The axis whose elements fill vectors, padded to 16 with zeros; −1 where there is no such padding (row-major).</summary>
    public int LaneAxis { get; }

    /// <summary>The first element, behind the halo.</summary>
    public int Offset { get; }

    /// <summary>Floats from one sample to the next.</summary>
    public int Length { get; }

    /// <summary>Whether nothing may be written beyond the elements (a span of the caller's).</summary>
    public bool IsExact { get; }

    public int[] Shape => [.. Axes.Select(a => a.Extent)];

    /// <summary>Whether the lanes run along the rows of a row-major tensor, each padded to whole vectors.</summary>
    public bool IsRows => Axes.Count > 1 && LaneAxis == Axes.Count - 1 && !Axes[LaneAxis].IsBlocked;

    /// <summary>Whether there are so many zeros before and behind an axis.</summary>
    public bool Reaches(int axis, int low, int high)
    {
        var a = Axes[axis];
        var padding = IsRows && axis == LaneAxis ? RoundUp(a.Extent) - a.Extent : 0;
        return a.HaloLow >= low && a.HaloHigh + padding >= high;
    }

    public bool HasHalo => Axes.Any(a => a.HaloLow + a.HaloHigh > 0);

    /// <summary>Elements of the last block that are not padding; 16 where the last block is full.</summary>
    public int Tail => LaneAxis < 0 ? Lanes : ((Axes[LaneAxis].Extent - 1) % Lanes) + 1;

    /// <summary>Row-major. Of a caller's span (<paramref name="exact"/>), or in the workspace, rounded up and perhaps with a halo.</summary>
    public static Layout Plain(int[] shape, bool exact, int[]? haloLow = null, int[]? haloHigh = null)
    {
        var axes = new AxisLayout[shape.Length];
        int stride = 1, offset = 0;
        for (var a = shape.Length - 1; a >= 0; a--)
        {
            int low = haloLow?[a] ?? 0, high = haloHigh?[a] ?? 0;
            axes[a] = new(shape[a], stride, 0, low, high);
            offset += low * stride;
            stride = checked(stride * (shape[a] + low + high));
        }

        return new(axes, laneAxis: -1, offset, exact ? stride : RoundUp(stride), exact);
    }

    /// <summary>Blocked by 16 along <paramref name="laneAxis"/>: [blocks, the other axes in order, 16].</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="laneAxis">The axis in the lanes.</param>
    /// <param name="haloLow">Zeros before each axis.</param>
    /// <param name="haloHigh">Zeros behind each axis.</param>
    /// <param name="isSpread">
    /// Whether planes along the first axis, which are written in turn, are kept from a distance of whole 2 KiB: they would share the few places
    /// a cache has for such addresses.
    /// </param>
    public static Layout Blocked(int[] shape, int laneAxis, int[]? haloLow = null, int[]? haloHigh = null, bool isSpread = false)
    {
        const int aliasing = 2048 / sizeof(float);
        var axes = new AxisLayout[shape.Length];
        int stride = Lanes, offset = 0;
        for (var a = shape.Length - 1; a >= 0; a--)
        {
            if (a == laneAxis) continue;
            if (isSpread && a == 0 && stride % aliasing == 0) stride += Lanes;
            int low = haloLow?[a] ?? 0, high = haloHigh?[a] ?? 0;
            axes[a] = new(shape[a], stride, 0, low, high);
            offset += low * stride;
            stride = checked(stride * (shape[a] + low + high));
        }

        // A vector alone is contiguous: blocks of 16 with stride 16 are no blocks.
        axes[laneAxis] = new(shape[laneAxis], 1, stride == Lanes ? 0 : stride);
        return new(axes, laneAxis, offset, checked(axes[laneAxis].Blocks * stride), isExact: false);
    }

    /// <summary>
    /// Row-major with lanes along the last axis: each row padded to whole vectors with zeros, halos around. Behind the last row there is room
    /// for two vectors, so that reading beyond a row never leaves the tensor.
    /// </summary>
    public static Layout Rows(int[] shape, int[]? haloLow = null, int[]? haloHigh = null)
    {
        var last = shape.Length - 1;
        var axes = new AxisLayout[shape.Length];
        int before = haloLow?[last] ?? 0, behind = haloHigh?[last] ?? 0, padded = RoundUp(shape[last]);
        var stride = RoundUp(checked(before + Math.Max(padded, shape[last] + behind)));
        axes[last] = new(shape[last], 1, 0, before, stride - before - padded);
        var offset = before;
        for (var a = last - 1; a >= 0; a--)
        {
            int low = haloLow?[a] ?? 0, high = haloHigh?[a] ?? 0;
            axes[a] = new(shape[a], stride, 0, low, high);
            offset += low * stride;
            stride = checked(stride * (shape[a] + low + high));
        }

        return new(axes, last, offset, checked(stride + RoundUp(behind) + (2 * Lanes)), isExact: false);
    }

    /// <summary>Panels of which two rows of 16 lanes share one: the same order in half the memory.</summary>
    public Layout Halved() =>
        new([.. Axes.Select((a, i) => i == LaneAxis ? a with { BlockStride = a.BlockStride / 2 } : a with { Stride = a.Stride / 2, BlockStride = a.BlockStride / 2 })], LaneAxis, 0, Length / 2, IsExact);

    /// <summary>The same, with more room from one sample to the next: one of several tensors of a sample.</summary>
    public Layout WithLength(int length) => new([.. Axes], LaneAxis, Offset, length, IsExact);

    /// <summary>What is at one position of an axis other than that of the lanes: the other axes where they are.</summary>
    public Layout At(int axis, int index)
    {
        if (axis == LaneAxis || IsExact) throw new InvalidOperationException($"No part along axis {axis} of {this}.");
        return new([.. Axes.Where((_, a) => a != axis)], LaneAxis > axis ? LaneAxis - 1 : LaneAxis, checked(Offset + Axes[axis].At(index)), Length, isExact: false);
    }

    /// <summary>A vector in a caller's span: lanes without padding.</summary>
    public static Layout ExactVector(int extent) => new([new(extent, 1)], laneAxis: 0, 0, extent, isExact: true);

    /// <summary>
    /// Weights: 16 output lanes innermost, then the axes in the given order (innermost last), the lane blocks outermost. Axes in
    /// <paramref name="blocked"/> are cut into blocks of 16 whose lanes stand innermost and whose blocks stand outermost, as the tensor they
    /// are multiplied with is.
    /// </summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="laneAxis">The axis in the lanes.</param>
    /// <param name="order">The other axes but <paramref name="around"/>.</param>
    /// <param name="blocked">Which of them are blocked.</param>
    /// <param name="around">An axis around the lane blocks, or −1.</param>
    public static Layout Panels(int[] shape, int laneAxis, int[] order, IReadOnlyCollection<int> blocked, int around = -1)
    {
        var axes = new AxisLayout[shape.Length];
        var stride = Lanes;
        var inner = new Dictionary<int, int>();
        foreach (var a in order.Where(blocked.Contains).Reverse())
        {
            inner[a] = stride;
            stride = checked(stride * Lanes);
        }

        foreach (var a in order.Where(a => !blocked.Contains(a)).Reverse())
        {
            axes[a] = new(shape[a], stride);
            stride = checked(stride * shape[a]);
        }

        foreach (var a in order.Where(blocked.Contains).Reverse())
        {
            axes[a] = new(shape[a], inner[a], stride);
            stride = checked(stride * axes[a].Blocks);
        }

        axes[laneAxis] = new(shape[laneAxis], 1, stride);
        stride = checked(stride * axes[laneAxis].Blocks);
        if (around >= 0)
        {
            axes[around] = new(shape[around], stride);
            stride = checked(stride * shape[around]);
        }

        return new(axes, laneAxis, 0, stride, isExact: false);
    }

    public bool Equals(Layout? other) =>
        other is not null && LaneAxis == other.LaneAxis && Length == other.Length && Offset == other.Offset && IsExact == other.IsExact
        && Axes.SequenceEqual(other.Axes);

    public override bool Equals(object? obj) => Equals(obj as Layout);

    public override int GetHashCode() => Axes.Aggregate(unchecked((Length * 31) + LaneAxis), (hash, axis) => unchecked((hash * 31) + axis.GetHashCode()));

    public override string ToString() =>
        $"{(LaneAxis < 0 ? "plain" : IsRows ? "rows" : $"lanes{LaneAxis}")}({string.Join(", ", Axes.Select(Text))})[{Length}]";

    private static int RoundUp(int length) => checked((length + Lanes - 1) / Lanes * Lanes);

    private static string Text(AxisLayout a) =>
        $"{a.Extent}·{a.Stride}{(a.IsBlocked ? $"|{a.BlockStride}" : "")}{(a.HaloLow + a.HaloHigh > 0 ? $"+{a.HaloLow}+{a.HaloHigh}" : "")}";
}
