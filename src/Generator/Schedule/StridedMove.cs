// Input: for each axis of a tensor where its elements are in two layouts. Output: loops that copy runs where one axis is contiguous in both layouts, and that
// transpose where each has an axis of its own. Invariant: elements alone are read and written; null where no such form exists.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>One axis of a tensor that moves: where its elements are before and behind.</summary>
internal sealed record MovedAxis(int Extent, AxisLayout From, AxisLayout To)
{
    /// <summary>From one block of 16 to the next, in both layouts, of a cut into blocks that at least one of them has.</summary>
    public long[] BlockStrides => [Block(From), Block(To)];

    private static long Block(AxisLayout a) => a.IsBlocked ? a.BlockStride : (long)Layout.Lanes * a.Stride;
}

/// <summary>Moves between any two layouts.</summary>
internal static class StridedMove
{
    /// <summary>The kernel's body, from <c>x</c> to <c>y</c>, or null.</summary>
    /// <param name="axes">The axes, in the order of the result.</param>
    /// <param name="samples">The loop over samples, where there are any.</param>
    /// <param name="x">The reference to read from.</param>
    /// <param name="y">The reference to write to.</param>
    public static List<Statement>? Of(IReadOnlyList<MovedAxis> axes, IEnumerable<Loop> samples, string x, string y)
    {
        int from = Contiguous(axes, a => a.From), to = Contiguous(axes, a => a.To);
        if (from < 0 || to < 0 || axes.Where((a, axis) => (a.From.IsBlocked && axis != from) || (a.To.IsBlocked && axis != to)).Any()) return null;
        var others = Enumerable.Range(0, axes.Count).Where(axis => axis != from && axis != to).OrderByDescending(axis => axes[axis].To.Stride)
            .Select(axis => new Loop($"i{axis}", axes[axis].Extent, null, [axes[axis].From.Stride, axes[axis].To.Stride]));
        List<Loop> outer = [.. samples, .. others];
        return from == to ? Runs(axes[from], outer, [x, y]) : Transposed(axes[from], axes[to], outer, [x, y]);
    }

    /// <summary>Whether what is moved to a layout is followed by lanes that must be zeroed before.</summary>
    public static IReadOnlyList<Statement> Padded(Layout to, bool batched) =>
        Padding.Clear(to, batched, haloOnly: to.IsRows || to.LaneAxis < 0 || to.Axes[to.LaneAxis].Extent % Layout.Lanes == 0);

    private static int Contiguous(IReadOnlyList<MovedAxis> axes, Func<MovedAxis, AxisLayout> side)
    {
        for (var axis = axes.Count - 1; axis >= 0; axis--)
            if (axes[axis].Extent > 1 && side(axes[axis]).Stride == 1) return axis;
        return -1;
    }

    private static List<Statement> Runs(MovedAxis axis, List<Loop> outer, string[] names)
    {
        if (!axis.From.IsBlocked && !axis.To.IsBlocked)
        {
            // What is contiguous within a sample is one run; samples are loops of their own.
            var loops = StridedNest.Merge([.. outer.Where(l => l.Count is null), new Loop("run", axis.Extent, null, [1, 1])]);
            var run = loops[loops.Count - 1];
            return StridedNest.Build([.. outer.Where(l => l.Count is not null), .. loops.Take(loops.Count - 1)], names, r => [new CopyRow(r[0], r[1], run.Extent)]);
        }

        return [.. Pieces(axis).Select(piece => new Scope(Piece(names, [(piece, axis)], outer, (r, sizes) => new CopyRow(r[0], r[1], sizes[0]))))];
    }

    private static List<Statement> Transposed(MovedAxis from, MovedAxis to, List<Loop> outer, string[] names)
    {
        List<(int First, int Count, int Size)> columns = from.From.IsBlocked ? [.. Pieces(from)] : [(0, 1, from.Extent)], rows = to.To.IsBlocked ? [.. Pieces(to)] : [(0, 1, to.Extent)];
        return [.. rows.SelectMany(row => columns.Select(column => new Scope(Piece(names, [(row, to), (column, from)], outer, (r, sizes) =>
            new CallTransposeMatrix(r[0], to.From.Stride, sizes[0], sizes[1], r[1], from.To.Stride)))))];
    }

    /// <summary>An axis in blocks of 16 and a rest.</summary>
    private static IEnumerable<(int First, int Count, int Size)> Pieces(MovedAxis axis)
    {
        int whole = axis.Extent / Layout.Lanes, rest = axis.Extent % Layout.Lanes;
        if (whole > 0) yield return (0, whole, Layout.Lanes);
        if (rest > 0) yield return (whole, 1, rest);
    }

    private static List<Statement> Piece(
        string[] names, IReadOnlyList<((int First, int Count, int Size) Blocks, MovedAxis Axis)> pieces, List<Loop> outer, Func<IReadOnlyList<string>, int[], Statement> move)
    {
        var statements = new List<Statement>();
        string[] at = [.. names];
        for (var i = 0; i < 2; i++)
        {
            var offset = pieces.Sum(p => p.Blocks.First * p.Axis.BlockStrides[i]);
            if (offset != 0) statements.Add(new Alias(at[i] = $"{names[i]}Part", names[i], Index.Text(offset)));
        }

        var blocks = pieces.Where(p => p.Blocks.Count > 1).Select((p, i) => new Loop($"block{(char)('A' + i)}", p.Blocks.Count, null, p.Axis.BlockStrides));
        statements.AddRange(StridedNest.Build(StridedNest.Merge([.. outer, .. blocks]), at, r => [move(r, [.. pieces.Select(p => p.Blocks.Size)])]));
        return statements;
    }
}
