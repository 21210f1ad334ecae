using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>How many elements at both ends of each axis, given from the last axis to the first as PyTorch does.</summary>
internal static class EdgeAmounts
{
    /// <summary>Begin and end for each axis of the source; null after a problem.</summary>
    public static (int Low, int High)[]? Of(LayerContext c)
    {
        var rank = c.X.Rank;
        var given = c.Numbers("Amounts");
        var result = new (int Low, int High)[rank];
        if (given.Length == 1)
        {
            // Spatial axes are those behind the channels; a vector has one axis only.
            for (var axis = rank == 1 ? 0 : 1; axis < rank; axis++) result[axis] = ((int)given[0], (int)given[0]);
        }
        else if (given.Length == 0 || given.Length % 2 != 0 || given.Length > 2 * rank)
        {
            c.Fail("NG0105", $"{c.Text} has {given.Length} amounts, but {c.Above()}; give one number, or begin and end of up to {rank} axes, the last axis first");
            return null;
        }

        for (var i = 0; given.Length > 1 && i < given.Length; i += 2) result[rank - 1 - (i / 2)] = ((int)given[i], (int)given[i + 1]);
        if (given.All(v => v >= 0)) return result;
        c.Fail("NG0105", $"{c.Text}: amounts must not be negative; {(c.Kind == "Pad" ? "remove elements with [Crop]" : "add elements with [Pad]")}");
        return null;
    }
}

/// <summary>Elements added at the ends of axes: a constant, or elements of the tensor.</summary>
internal sealed class Pad : LayerDefinition
{
    public override string Kind => "Pad";

    public override Node? Build(LayerContext c)
    {
        if (EdgeAmounts.Of(c) is not { } amounts) return null;
        var value = c.Number("Value", 0);
        var mode = c.Int("Mode", 0);
        if (mode != 0 && value != 0) return c.Fail("NG0105", $"{c.Text}: a Value is for PaddingMode.Zeros; leave it or the Mode out");
        Node x = c.X;
        Expr inside = Expr.Input(0);
        for (var axis = 0; axis < amounts.Length; axis++)
        {
            var (low, high) = amounts[axis];
            if (low + (long)high == 0) continue;
            if (!Padding.Suffices(c, mode, axis, x.Shape[axis], Math.Max(low, high)) || !c.CanCount([.. x.Shape.Select((e, a) => a == axis ? e + (long)low + high : e)])) return null;
            var extent = x.Shape[axis];
            x = c.Add(new GatherNode(x, axis, [.. Enumerable.Range(-low, low + extent + high).Select(i => Padding.Source(mode, i, extent))]));
            var index = new AxisIndexExpr(axis);
            if (low > 0) inside = Expr.Less(index, low, value, inside);
            if (high > 0) inside = Expr.Less(index, low + extent, inside, value);
        }

        return value == 0 ? ReferenceEquals(x, c.X) ? c.Map(x, e => e) : x : c.Map(inside, x.Shape, Operand.Same(x));
    }
}

/// <summary>Elements taken away at the ends of axes.</summary>
internal sealed class Crop : LayerDefinition
{
    public override string Kind => "Crop";

    public override Node? Build(LayerContext c)
    {
        if (EdgeAmounts.Of(c) is not { } amounts) return null;
        Node x = c.X;
        for (var axis = 0; axis < amounts.Length; axis++)
        {
            var (low, high) = amounts[axis];
            var left = x.Shape[axis] - (long)low - high;
            if (left < 1) return c.Fail("NG0103", $"{c.Text} takes {low + (long)high} elements from axis {axis}, but {c.Above()}; leave at least one");
            if (left != x.Shape[axis]) x = c.Add(new GatherNode(x, axis, [.. Enumerable.Range(low, (int)left)]));
        }

        return ReferenceEquals(x, c.X) ? c.Map(x, e => e) : x;
    }
}

/// <summary>Elements start, start + step, … before end of one axis.</summary>
internal sealed class Slice : LayerDefinition
{
    public override string Kind => "Slice";

    public override Node? Build(LayerContext c)
    {
        if (c.Axis("Axis", 0) is not { } axis || c.Positive("Step", 1) is not { } step) return null;
        var extent = c.X.Shape[axis];
        int from(int index) => Math.Max(0, Math.Min(extent, index < 0 ? index + extent : index));
        int start = from(c.Int("Start", 0)), end = from(c.Int("End", extent));
        if (start >= end) return c.Fail("NG0105", $"{c.Text} keeps nothing from {c.Int("Start", 0)} to {c.Int("End", extent)} along axis {axis}, because {c.Above()}; Start must stand before End");
        var count = ((end - start - 1) / step) + 1;
        return Maxout.Pick(c, axis, count, i => start + (i * step));
    }
}

/// <summary>Axis i of the result is axis <c>Axes[i]</c> of the source.</summary>
internal sealed class Permute : LayerDefinition
{
    public override string Kind => "Permute";

    public override Node? Build(LayerContext c)
    {
        int[] order = [.. c.Numbers("Axes").Select(v => (int)v)];
        return order.OrderBy(a => a).SequenceEqual(Enumerable.Range(0, c.X.Rank))
            ? c.Add(new PermuteNode(c.X, order))
            : c.Fail("NG0105", $"{c.Text} must name each axis once, but {c.Above()}; its axes are {string.Join(", ", Enumerable.Range(0, c.X.Rank))}");
    }
}
