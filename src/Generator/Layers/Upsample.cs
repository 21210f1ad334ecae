using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// Resizes the spatial axes, one after the other: each output is one (nearest) neighbour or the weighted sum of two (linear) or four (cubic);
/// PyTorch's <c>interpolate</c>.
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
        if (Extents(c) is not { } targets) return null;
        var x = c.X;
        // The last axis first: its neighbours are the dearest to reach, and there are fewer elements before the other axes grow.
        for (var axis = c.X.Rank - 1; axis >= 1; axis--)
        {
            // Of an equal extent every position falls on an element; a cubic one is moved by its step all the same, as in PyTorch.
            var (extent, step) = targets[axis - 1];
            if (extent != x.Shape[axis] || (mode == Bicubic && !corners && step is not null)) x = Resize(c, x, axis, extent, mode, corners ? null : step, corners);
        }

        return ReferenceEquals(x, c.X) ? c.Map(x, e => e) : x;
    }

    /// <summary>The extent of each axis, and the distance of two positions where that is not old extent / new extent: one over a factor that is no whole number.</summary>
    private static (int Extent, double? Step)[]? Extents(LayerContext c)
    {
        var rank = c.X.Rank - 1;
        if (c.Has("Sizes"))
        {
            var sizes = c.Spatial("Size", rank, null);
            return sizes is not null && c.CanCount([c.X.Shape[0], .. sizes.Select(s => (long)s)]) ? [.. sizes.Select(s => (s, (double?)null))] : null;
        }

        var scales = c.Has("Scales") ? c.Numbers("Scales") : [c.Number("Scale", 2)];
        if (scales.Length == 1) scales = [.. Enumerable.Repeat(scales[0], rank)];
        if (scales.Length != rank)
        {
            c.Fail("NG0105", $"{c.Text}: Scales are {scales.Length}, but {c.Above()}; give one number or {rank}");
            return null;
        }

        var targets = new (int Extent, double? Step)[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            var extent = Math.Floor(c.X.Shape[axis + 1] * scales[axis]);
            if (!(extent >= 1))
            {
                c.Fail("NG0105", $"{c.Text}: a Scale of {scales[axis]} leaves no element along axis {axis}, because {c.Above()}; use a greater one");
                return null;
            }

            targets[axis] = ((int)Math.Min(int.MaxValue, extent), scales[axis].Equals(Math.Floor(scales[axis])) ? null : 1 / scales[axis]);
        }

        return c.CanCount([c.X.Shape[0], .. targets.Select(t => (long)t.Extent)]) ? targets : null;
    }

    private static Node Resize(LayerContext c, Node x, int axis, int m, int mode, double? step, bool corners)
    {
        var n = x.Shape[axis];
        if (mode == Nearest) return c.Add(new GatherNode(x, axis, [.. Enumerable.Range(0, m).Select(i => NearestTo(i, n, m, step))]));

        int inside(long at) => (int)Math.Max(0, Math.Min(n - 1, at));
        return c.Add(new ResampleNode(x, axis, TapTable.Of([.. Positions(n, m, step, corners).Select(p => Taps(p.Floor, p.Fraction, mode, inside))])));
    }

    /// <summary>The neighbours of a position and their weights. Beyond the ends of the axis the elements at the ends count again.</summary>
    private static IReadOnlyList<(int Source, double Weight)> Taps(long floor, double t, int mode, Func<long, int> inside) => mode == Bilinear
        ? [(inside(floor), 1 - t), (inside(floor + 1), t)]
        : [(inside(floor - 1), Outer(t + 1)), (inside(floor), Inner(t)), (inside(floor + 1), Inner(1 - t)), (inside(floor + 2), Outer(2 - t))];

    /// <summary>The element nearest to a position: ⌊i·step⌋, with a step of n/m in whole numbers, with another one in floats, as PyTorch computes it.</summary>
    private static int NearestTo(int i, int n, int m, double? step) =>
        step is { } s ? (int)Math.Min(n - 1, Math.Floor((float)((double)(float)s * i))) : (int)((long)i * n / m);

    /// <summary>Where each element of the result lies on the axis: the element before it, and how far behind that.</summary>
    private static (long Floor, double Fraction)[] Positions(int n, int m, double? step, bool corners)
    {
        var positions = new (long Floor, double Fraction)[m];
        // Where they can, positions are numerator/denominator, whole numbers, so that floor and fraction are exact.
        long denominator = corners ? Math.Max(1, m - 1) : 2L * m;
        for (var i = 0; i < m; i++)
        {
            if (step is { } s)
            {
                var position = ((i + 0.5) * s) - 0.5;
                positions[i] = ((long)Math.Floor(position), position - Math.Floor(position));
                continue;
            }

            var numerator = corners ? (m == 1 ? 0 : (long)i * (n - 1)) : (((2L * i) + 1) * n) - m;
            var floor = (long)Math.Floor((double)numerator / denominator);
            positions[i] = (floor, (double)(numerator - (floor * denominator)) / denominator);
        }

        return positions;
    }

    /// <summary>The cubic kernel at a distance of at most 1 (Keys 1981).</summary>
    private static double Inner(double t) => ((((A + 2) * t) - (A + 3)) * t * t) + 1;

    /// <summary>The cubic kernel at a distance from 1 to 2.</summary>
    private static double Outer(double t) => (((((A * t) - (5 * A)) * t) + (8 * A)) * t) - (4 * A);
}
