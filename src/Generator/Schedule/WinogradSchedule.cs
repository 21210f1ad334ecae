// Input: a Winograd transform. Output: loops over tiles and panels of 16 channels; along each axis the small constant matrix is applied to
// vectors, first down the columns, then along the rows. Invariant: intermediate columns stand in the result itself, so no stack is needed.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules the three Winograd transforms.</summary>
internal static class WinogradSchedule
{
    public static ScheduledKernel Of(WinogradInputNode node, ScheduleContext c)
    {
        Layout x = c.LayoutOf(node.X), v = c.LayoutOf(node);
        int m = node.Form.Outputs, points = node.Form.Points;
        int row = x.Axes[1].Stride, column = x.Axes[2].Stride, point = v.Axes[0].Stride;
        Loop[] loops =
        [
            new("s", 1, "n", [x.Length, v.Length]),
            new("block", v.Axes[1].Blocks, null, [StridedNest.BlockStride(x, 0), StridedNest.BlockStride(v, 1)]),
            new("ty", node.Shape[2], null, [(long)m * row, v.Axes[2].Stride]),
            new("tx", node.Shape[3], null, [(long)m * column, v.Axes[3].Stride]),
        ];
        var body = StridedNest.Build(loops, ["x", "y"], r =>
        [new Sequence([
            // The tile begins one pixel before its outputs: the padding.
            new Alias("tile", r[0], Index.Text(-row - column)),
            .. Pass("j", points, ["tile", r[1]], [column, point], at => Apply(node.Form.Input, c, u => new(at[0], u * row), i => new(at[1], i * points * point))),
            .. Pass("i", points, [r[1]], [(long)points * point], at => Apply(node.Form.Input, c, u => new(at[0], u * point), i => new(at[0], i * point))),
        ])]);
        return new(new($"WinogradInput{m}x{m}", ["x", "y"], ["n"], body), [node.X, node]);
    }

    public static ScheduledKernel Of(WinogradFilterNode node, ScheduleContext c)
    {
        Layout w = c.LayoutOf(node.W), u = c.LayoutOf(node);
        var points = node.Form.Points;
        int row = w.Axes[2].Stride, column = w.Axes[3].Stride, point = u.Axes[0].Stride;
        Loop[] loops =
        [
            new("panel", u.Axes[1].Blocks, null, [StridedNest.BlockStride(w, 0), StridedNest.BlockStride(u, 1)]),
            new("block", u.Axes[2].Blocks, null, [StridedNest.BlockStride(w, 1), StridedNest.BlockStride(u, 2)]),
            new("i", Layout.Lanes, null, [w.Axes[1].Stride, u.Axes[2].Stride]),
        ];
        // Down the three columns into the first three points of each row, then along the rows, last point first.
        var body = StridedNest.Build(loops, ["w", "y"], r =>
        [new Sequence([
            .. Pass("j", 3, [r[0], r[1]], [column, point], at => Apply(node.Form.Filter, c, k => new(at[0], k * row), i => new(at[1], i * points * point))),
            .. Pass("p", points, [r[1]], [(long)points * point], at => Apply(node.Form.Filter, c, k => new(at[0], k * point), i => new(at[0], i * point))),
        ])]);
        return new(new($"WinogradFilter{node.Form.Outputs}x{node.Form.Outputs}", ["w", "y"], [], body), [node.W, node]);
    }

    public static ScheduledKernel Of(WinogradOutputNode node, ScheduleContext c)
    {
        Layout v = c.LayoutOf(node.Products), y = c.LayoutOf(node);
        int m = node.Form.Outputs, points = node.Form.Points, point = v.Axes[0].Stride;
        var extra = new List<Operand>();
        if (node.HasBias) extra.Add(Operand.PerChannel(node.Inputs[1]));
        if (node.Epilogue is { } e) extra.AddRange(e.Operands);
        var lowering = node.Epilogue is null ? null : new ExprLowering(node.Epilogue.Expression);
        Layout[] layouts = [.. extra.Select(o => c.LayoutOf(o.Node))];
        string[] streams = ["v", .. EpilogueOperands.Names(node.HasBias, extra.Count), "y"];
        Loop loop(string name, int extent, string? count, long ofProducts, Func<Operand, Layout, long> ofExtra, long ofResult) =>
            new(name, extent, count, [ofProducts, .. extra.Select((o, i) => ofExtra(o, layouts[i])), ofResult]);
        Loop[] around =
        [
            loop("s", 1, "n", v.Length, (o, l) => o.Node.Batched ? l.Length : 0, y.Length),
            loop("panel", v.Axes[1].Blocks, null, StridedNest.BlockStride(v, 1), (o, l) => StridedNest.BlockStride(o, l, 0), StridedNest.BlockStride(y, 0)),
        ];
        Loop tiles(int axis, int count) => loop(axis == 1 ? "ty" : "tx", count, null, v.Axes[axis + 1].Stride, (o, l) => m * StridedNest.Stride(o, l, axis), (long)m * y.Axes[axis].Stride);
        List<Statement> body = [.. lowering?.Prologue ?? []];
        body.AddRange(StridedNest.Build(around, streams, panel =>
        {
            // Tiles inside of the image, then those that stick out of it: of them only the pixels inside are stored.
            var parts = new List<Statement>();
            foreach (var (firstRow, rowTiles, rows) in Parts(node.Shape[1], m))
            {
                foreach (var (firstColumn, columnTiles, columns) in Parts(node.Shape[2], m))
                {
                    Loop down = tiles(1, rowTiles), across = tiles(2, columnTiles);
                    var part = new List<Statement>();
                    string[] at = [.. panel];
                    for (var i = 0; i < at.Length; i++)
                    {
                        var offset = (firstRow * down.Strides[i]) + (firstColumn * across.Strides[i]);
                        if (offset != 0) part.Add(new Alias(at[i] = $"{panel[i]}Edge", panel[i], Index.Text(offset)));
                    }

                    var rowLoop = loop("i", rows, null, (long)points * point, (o, l) => StridedNest.Stride(o, l, 1), y.Axes[1].Stride);
                    part.AddRange(StridedNest.Build([down, across], at, r =>
                    [new Sequence([
                        .. Pass("j", points, [r[0]], [point], q => Apply(node.Form.Output, c, u => new(q[0], u * points * point), i => new(q[0], i * points * point))),
                        .. StridedNest.Build([rowLoop], r, q => Finish(node, columns, c, q, extra, layouts, lowering, y)),
                    ])]));
                    parts.Add(new Scope(part));
                }
            }

            return parts;
        }));
        string[] counts = ["n", .. lowering?.BatchSizes ?? []];
        return new(new($"WinogradOutput{m}x{m}", streams, counts, body), [node.Products, .. extra.Select(o => o.Node), node]);
    }

    /// <summary>Whole tiles along an axis, and the one that sticks out: (first, how many, outputs of each).</summary>
    private static IEnumerable<(int First, int Count, int Outputs)> Parts(int extent, int outputs)
    {
        if (extent / outputs > 0) yield return (0, extent / outputs, outputs);
        if (extent % outputs > 0) yield return (extent / outputs, 1, extent % outputs);
    }

    /// <summary>One row of a tile's outputs: the last transform, the bias and the epilogue.</summary>
    private static List<Statement> Finish(
        WinogradOutputNode node, int columns, ScheduleContext c, IReadOnlyList<string> at, List<Operand> extra, Layout[] layouts, ExprLowering? lowering, Layout y)
    {
        var point = c.LayoutOf(node.Products).Axes[0].Stride;
        var statements = new List<Statement>();
        for (var vector = 0; vector < c.Isa.VectorsPerPanel; vector++)
        {
            var first = vector * c.Isa.Lanes;
            var scope = new List<Statement>();
            for (var u = 0; u < node.Form.Points; u++) scope.Add(new Let($"point{u}", new Load(new(at[0], (u * point) + first))));
            for (var j = 0; j < columns; j++)
            {
                var column = j;
                Value of(int index)
                {
                    var offset = (int)(column * StridedNest.Stride(extra[index], layouts[index], 2));
                    var own = Array.IndexOf(extra[index].Axes, 0);
                    var varies = own >= 0 && extra[index].Node.Shape[own] > 1;
                    return varies ? new Load(new(at[index + 1], offset + first)) : new Broadcast(new(at[index + 1], offset));
                }

                Value value = Row(node.Form.Output, j, u => new Local($"point{u}"));
                if (node.HasBias) value = new Binary(BinaryOp.Add, value, of(0));
                if (lowering is not null)
                {
                    scope.Add(new Let($"result{j}", value));
                    var bias = node.HasBias ? 1 : 0;
                    value = lowering.Lower(i => i == 0 ? new Local($"result{column}") : of(i - 1 + bias), null, scope, $"{vector}_{j}");
                }

                scope.Add(new Store(new(at[at.Count - 1], (j * y.Axes[2].Stride) + first), value));
            }

            statements.Add(new Scope(scope));
        }

        return statements;
    }

    private static List<Statement> Pass(string variable, int trips, string[] references, long[] strides, Func<IReadOnlyList<string>, IReadOnlyList<Statement>> body) =>
        StridedNest.Build([new Loop(variable, trips, null, strides)], references, body);

    /// <summary>matrix · loaded vectors → stored vectors; all are loaded before the first is stored, so both may be the same.</summary>
    private static List<Statement> Apply(double[,] matrix, ScheduleContext c, Func<int, Address> from, Func<int, Address> to)
    {
        var statements = new List<Statement>();
        for (var vector = 0; vector < c.Isa.VectorsPerPanel; vector++)
        {
            var lane = vector * c.Isa.Lanes;
            Address shift(Address a) => new(a.Of, Index.Sum(a.Offset, Index.Text(lane)));
            var scope = new List<Statement>();
            for (var u = 0; u < matrix.GetLength(1); u++) scope.Add(new Let($"tap{u}", new Load(shift(from(u)))));
            for (var i = 0; i < matrix.GetLength(0); i++) scope.Add(new Store(shift(to(i)), Row(matrix, i, u => new Local($"tap{u}"))));
            statements.Add(new Scope(scope));
        }

        return statements;
    }

    /// <summary>One row of a matrix times vectors; ones cost no multiplication, zeros nothing.</summary>
    private static Value Row(double[,] matrix, int row, Func<int, Value> vector)
    {
        Value? sum = null;
        foreach (var u in Enumerable.Range(0, matrix.GetLength(1)).Where(u => matrix[row, u] != 0).OrderByDescending(u => matrix[row, u] is 1))
        {
            var factor = matrix[row, u];
            var x = vector(u);
            sum = (sum, factor) switch
            {
                (null, 1) => x,
                (null, -1) => new Unary(UnaryOp.Negate, x),
                (null, _) => new Binary(BinaryOp.Multiply, new Number(factor), x),
                (_, 1) => new Binary(BinaryOp.Add, sum, x),
                (_, -1) => new Binary(BinaryOp.Subtract, sum, x),
                _ => new MultiplyAdd(new Number(factor), x, sum),
            };
        }

        return sum ?? new Number(0);
    }
}
