using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// Resizes the spatial axes, one after the other: each output is a weighted sum of one (nearest), two (linear) or four (cubic) neighbours, which
/// are gathered; PyTorch's <c>interpolate</c>.
/// </summary>
internal sealed class Upsample : LayerDefinition
{
    private const int Nearest = 0, Bilinear = 1, Bicubic = 2;

    /// <summary>Keys's parameter, as PyTorch has it.</summary>
    private const double A = -0.75;

    public override string Kind => "Upsample";

    public override Node? Build(LayerContext c)
    {
        if (c.X.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and spatial axes, but {c.Above()}; put [Reshape] before it");
        var mode = c.Int("Mode", Nearest);
        var corners = c.Flag("AlignCorners", false);
        if (corners && mode == Nearest) return c.Fail("NG0105", $"{c.Text}: AlignCorners is for Bilinear and Bicubic; leave it out");
        if (Extents(c) is not { } extents) return null;
        var x = c.X;
        for (var axis = 1; axis < c.X.Rank; axis++)
        {
            // Of an equal extent every position falls on an element.
            if (extents[axis - 1] != x.Shape[axis]) x = Resize(c, x, axis, extents[axis - 1], mode, corners);
        }

        return ReferenceEquals(x, c.X) ? c.Map(x, e => e) : x;
    }

    private static int[]? Extents(LayerContext c)
    {
        var rank = c.X.Rank - 1;
        if (c.Has("Sizes"))
        {
            var sizes = c.Spatial("Size", rank, null);
            return sizes is not null && c.CanCount([c.X.Shape[0], .. sizes.Select(s => (long)s)]) ? sizes : null;
        }

        var scales = c.Has("Scales") ? c.Numbers("Scales") : [c.Number("Scale", 2)];
        if (scales.Length == 1) scales = [.. Enumerable.Repeat(scales[0], rank)];
        if (scales.Length != rank)
        {
            c.Fail("NG0105", $"{c.Text}: Scales are {scales.Length}, but {c.Above()}; give one number or {rank}");
            return null;
        }

        var extents = new int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var extent = Math.Floor(c.X.Shape[axis + 1] * scales[axis]);
            if (!(extent >= 1))
            {
                c.Fail("NG0105", $"{c.Text}: a Scale of {scales[axis]} leaves no element along axis {axis}, because {c.Above()}; use a greater one");
                return null;
            }

            extents[axis] = (int)Math.Min(int.MaxValue, extent);
        }

        return c.CanCount([c.X.Shape[0], .. extents.Select(e => (long)e)]) ? extents : null;
    }

    private static Node Resize(LayerContext c, Node x, int axis, int m, int mode, bool corners)
    {
        var n = x.Shape[axis];
        if (mode == Nearest) return c.Add(new GatherNode(x, axis, [.. Enumerable.Range(0, m).Select(i => (int)((long)i * n / m))]));

        // Positions are numerator/denominator, whole numbers, so that floor and fraction are exact.
        long denominator = corners ? Math.Max(1, m - 1) : 2L * m;
        long numerator(long i) => corners ? (m == 1 ? 0 : i * (n - 1)) : (((2 * i) + 1) * n) - m;
        long floor(long i) => (long)Math.Floor((double)numerator(i) / denominator);
        Node at(int offset) => c.Add(new GatherNode(x, axis, [.. Enumerable.Range(0, m).Select(i => (int)Math.Max(0, Math.Min(n - 1, floor(i) + offset)))]));
        var fraction = new Operand(ConstantVector.Of(c, [.. Enumerable.Range(0, m).Select(i => (double)(numerator(i) - (floor(i) * denominator)) / denominator)]), [axis]);
        int[] shape = [.. x.Shape.Select((extent, a) => a == axis ? m : extent)];
        if (mode == Bilinear)
        {
            Expr low = Expr.Input(0), high = Expr.Input(1), t = Expr.Input(2);
            return c.Map(low + ((high - low) * t), shape, Operand.Same(at(0)), Operand.Same(at(1)), fraction);
        }

        Expr f = Expr.Input(4);
        var sum = (Expr.Input(0) * Outer(f + 1)) + (Expr.Input(1) * Inner(f)) + (Expr.Input(2) * Inner(1 - f)) + (Expr.Input(3) * Outer(2 - f));
        return c.Map(sum, shape, Operand.Same(at(-1)), Operand.Same(at(0)), Operand.Same(at(1)), Operand.Same(at(2)), fraction);
    }

    /// <summary>The cubic kernel at a distance of at most 1 (Keys 1981).</summary>
    private static Expr Inner(Expr t) => ((((A + 2) * t) - (A + 3)) * t * t) + 1;

    /// <summary>The cubic kernel at a distance from 1 to 2.</summary>
    private static Expr Outer(Expr t) => (((((A * t) - (5 * A)) * t) + (8 * A)) * t) - (4 * A);
}
