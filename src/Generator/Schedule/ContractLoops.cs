using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>What a loop of a contraction does to the result.</summary>
internal enum LoopRole
{
    /// <summary>Blocks of 16 lanes.</summary>
    Panel,

    /// <summary>Moves the result and the scalar operand, not the vectors: tiled in registers.</summary>
    Row,

    /// <summary>Moves the vectors and the result.</summary>
    Outer,

    /// <summary>Summed over.</summary>
    Sum,
}

/// <summary>A tensor a contraction touches: its layout and the index along each axis.</summary>
internal sealed record Access(Node Node, Layout Layout, IReadOnlyList<AxisIndex> Index)
{
    /// <summary>Whether element i and i + 1 of the lane loop are neighbours.</summary>
    public bool VariesAlong(int dim) => Index.Any(i => i.Uses(dim));
}

/// <summary>The loops of a contraction in gather form over the layouts of its operands; axes blocked by 16 become two loops.</summary>
internal sealed class ContractLoops
{
    private ContractLoops(IReadOnlyList<(LoopRole Role, Loop Loop)> loops, long[] offsets, bool isEmpty)
    {
        All = loops;
        Offsets = offsets;
        IsEmpty = isEmpty;
    }

    public IReadOnlyList<(LoopRole Role, Loop Loop)> All { get; }

    /// <summary>Where each access starts.</summary>
    public long[] Offsets { get; }

    /// <summary>Whether there is nothing to sum (a phase no tap reaches).</summary>
    public bool IsEmpty { get; }

    public List<Loop> Of(LoopRole role) => [.. All.Where(l => l.Role == role).Select(l => l.Loop)];

    /// <summary>The loops, or null where an address is not an affine form of them.</summary>
    /// <param name="form">The contraction.</param>
    /// <param name="laneDim">Its lane loop.</param>
    /// <param name="accesses">Scalar operand, vector operand, further operands, result (last).</param>
    /// <param name="overBatch">Whether samples are summed.</param>
    public static ContractLoops? Of(GatherContract form, int laneDim, IReadOnlyList<Access> accesses, bool overBatch)
    {
        var loops = new List<(LoopRole, Loop)>();
        var result = accesses[accesses.Count - 1];
        Access scalar = accesses[0], vector = accesses[1];
        for (var dim = 0; dim < form.Dims.Count; dim++)
        {
            var extent = form.Dims[dim].Extent;
            var name = form.Dims[dim].Name;
            var isSplit = dim == laneDim;
            foreach (var access in accesses)
            {
                if (IsSplitIn(access, dim, extent) is not { } split) return null;
                isSplit |= split;
            }

            // Blocks that are not full may only be walked where every operand is padded.
            if (isSplit && dim != laneDim && extent > Layout.Lanes && extent % Layout.Lanes != 0 && accesses.Any(a => !IsPadded(a, dim))) return null;
            var role = result.VariesAlong(dim)
                ? !vector.VariesAlong(dim) && scalar.VariesAlong(dim) ? LoopRole.Row : LoopRole.Outer
                : LoopRole.Sum;
            if (!isSplit)
            {
                loops.Add((role, new(name, extent, null, [.. accesses.Select(a => Stride(a, dim))])));
                continue;
            }

            var blocks = (extent + Layout.Lanes - 1) / Layout.Lanes;
            loops.Add((dim == laneDim ? LoopRole.Panel : role, new($"{name}Block", blocks, null, [.. accesses.Select(a => BlockStride(a, dim))])));
            if (dim != laneDim)
                loops.Add((role, new(name, extent > Layout.Lanes ? Layout.Lanes : extent, null, [.. accesses.Select(a => Stride(a, dim))])));
        }

        if (accesses.Any(a => a.Node.Batched))
        {
            long[] strides = [.. accesses.Select(a => a.Node.Batched ? (long)a.Layout.Length : 0)];
            var role = overBatch ? LoopRole.Sum : vector.Node.Batched || !scalar.Node.Batched ? LoopRole.Outer : LoopRole.Row;
            loops.Insert(0, (role, new("s", 1, "n", strides)));
        }

        if (result.Layout.IsRows && !loops.Any(l => l.Item1 == LoopRole.Panel && l.Item2.Extent > 1)) loops = WithRowsAsPanels(loops);
        if (result.Layout is { IsRows: false, Axes.Count: > 1 } layout && layout.LaneAxis == layout.Axes.Count - 1) loops = WithMergedPanels(loops);
        var isEmpty = form.Dims.Any(d => d.Extent == 0);
        return new([.. loops.Where(l => (l.Item2.Extent != 1 || l.Item2.Count is not null) && l.Item2.Extent != 0)], [.. accesses.Select(Offset)], isEmpty);
    }

    /// <summary>Where a row is one vector, the rows of the image that share their weights are panels.</summary>
    private static List<(LoopRole Role, Loop Loop)> WithRowsAsPanels(List<(LoopRole Role, Loop Loop)> loops)
    {
        var rows = loops.Where(l => l.Role == LoopRole.Outer && l.Loop.Count is null && l.Loop.Strides[0] == 0).OrderByDescending(l => l.Loop.Extent).FirstOrDefault();
        return rows.Loop is null ? loops : [.. loops.Select(l => ReferenceEquals(l.Loop, rows.Loop) ? (LoopRole.Panel, l.Loop) : l)];
    }

    /// <summary>Where whole vectors of outputs share a factor and follow each other at one distance (the gates of a cell, block by block), all are panels.</summary>
    private static List<(LoopRole Role, Loop Loop)> WithMergedPanels(List<(LoopRole Role, Loop Loop)> loops)
    {
        var panel = loops.FirstOrDefault(l => l.Role == LoopRole.Panel).Loop;
        var outer = loops.FirstOrDefault(l => l.Role == LoopRole.Outer && l.Loop.Count is null && l.Loop.Strides[0] == 0 && l.Loop.Extent > 1).Loop;
        if (panel is null || outer is null) return loops;
        if (panel.Extent > 1 && panel.Strides.Where((stride, i) => stride != outer.Strides[i] * outer.Extent).Any()) return loops;
        var merged = new Loop(outer.Variable, outer.Extent * panel.Extent, null, outer.Strides);
        return [.. loops.Where(l => !ReferenceEquals(l.Loop, outer)).Select(l => ReferenceEquals(l.Loop, panel) ? (LoopRole.Panel, merged) : l)];
    }

    /// <summary>Whether the loop runs along a blocked axis of the access; null where the address would not be affine.</summary>
    private static bool? IsSplitIn(Access access, int dim, int extent)
    {
        var split = false;
        for (var axis = 0; axis < access.Index.Count; axis++)
        {
            var index = access.Index[axis];
            if (!access.Layout.Axes[axis].IsBlocked || !index.Uses(dim)) continue;
            if (index.Offset % Layout.Lanes != 0 || index.Terms.Count(t => t.Coefficient == 1) > 1) return null;
            if (index.Terms.Any(t => t.Coefficient != 1 && t.Coefficient % Layout.Lanes != 0)) return null;
            var coefficient = index.Terms.First(t => t.Dim == dim).Coefficient;
            split |= coefficient == 1 && extent > 1;
        }

        return split;
    }

    private static bool IsPadded(Access access, int dim)
    {
        for (var axis = 0; axis < access.Index.Count; axis++)
            if (access.Index[axis].Uses(dim) && !(access.Layout.Axes[axis].IsBlocked || (access.Layout.LaneAxis == axis && !access.Layout.IsExact))) return false;
        return true;
    }

    private static long Stride(Access access, int dim) => access.Index.Select((index, axis) => index.Terms.Where(t => t.Dim == dim).Sum(t =>
    {
        var a = access.Layout.Axes[axis];
        return a.IsBlocked && t.Coefficient != 1 ? (long)t.Coefficient / Layout.Lanes * a.BlockStride : (long)t.Coefficient * a.Stride;
    })).Sum();

    private static long BlockStride(Access access, int dim) => access.Index.Select((index, axis) => index.Terms.Where(t => t.Dim == dim).Sum(t =>
        t.Coefficient == 1 ? StridedNest.BlockStride(access.Layout, axis) : (long)t.Coefficient * Layout.Lanes * access.Layout.Axes[axis].Stride)).Sum();

    private static long Offset(Access access) => access.Index.Select((index, axis) =>
    {
        var a = access.Layout.Axes[axis];
        return a.IsBlocked ? (long)index.Offset / Layout.Lanes * a.BlockStride : (long)index.Offset * a.Stride;
    }).Sum();
}
