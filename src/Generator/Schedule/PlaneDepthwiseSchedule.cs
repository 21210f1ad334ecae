// Input: a depthwise 3×3 convolution from the caller's image to the caller's result. Output: lanes along x over single planes, four rows at a
// time, the nine weights in registers. Invariant: no load leaves its row; the ends of a row shift zeros in.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a depthwise convolution whose operand and result are both row-major: neither is brought into another layout.</summary>
internal static class PlaneDepthwiseSchedule
{
    private const int Size = DepthwisePlane.Size, Rows = 4;

    public static ScheduledKernel Of(ContractNode node, ScheduleContext c)
    {
        Layout x = c.LayoutOf(node.A), w = c.LayoutOf(node.B), y = c.LayoutOf(node);
        int height = node.Shape[1], width = node.Shape[2];
        var extra = new List<Operand>();
        if (node.Bias is { } bias) extra.Add(new(bias, [0]));
        if (node.Epilogue is { } e) extra.AddRange(e.Operands);
        var lowering = node.Epilogue is null ? null : new ExprLowering(node.Epilogue.Expression);
        string[] streams = ["x", "w", .. EpilogueOperands.Names(node.HasBias, extra.Count), "y"];

        var plane = new List<Statement>
        {
            new Alias("plane", "x", Index.Sum(Index.Times("s", x.Length), Index.Times("c", x.Axes[0].Stride))),
            new Alias("result", "y", Index.Sum(Index.Times("s", y.Length), Index.Times("c", y.Axes[0].Stride))),
        };
        for (var tap = 0; tap < Size * Size; tap++)
            plane.Add(new Let(Weight(tap / Size, tap % Size), new Broadcast(new("w", Index.Sum(Index.At(w.Axes[0], "c"), Index.Text((tap / Size * w.Axes[2].Stride) + (tap % Size * w.Axes[3].Stride)))))));
        for (var i = 0; i < extra.Count; i++)
            plane.Add(new Let($"extra{i}", new Broadcast(new(streams[i + 2], extra[i].Node.Rank == 0 ? "0" : Index.At(c.LayoutOf(extra[i].Node).Axes[0], "c")))));

        List<Statement> strip(string row, int rows, bool isTop, bool isBottom)
        {
            var lanes = c.Isa.Lanes;
            List<Statement> columns = [new Scope(Tile(node, c, lowering, row, "0", rows, isTop, isBottom, true, width == lanes))];
            var inner = Math.Max(0, (width - 1 - lanes) / lanes);
            if (inner > 0) columns.Add(new For("column", Index.Text(lanes), Index.Text(lanes * (inner + 1)), lanes, Tile(node, c, lowering, row, "column", rows, isTop, isBottom, false, false)));
            if (width > lanes) columns.Add(new Scope(Tile(node, c, lowering, row, Index.Text(width - lanes), rows, isTop, isBottom, false, true)));
            return columns;
        }

        plane.AddRange(strip("0", 1, true, false));
        int strips = (height - 2) / Rows, rest = 1 + (strips * Rows);
        if (strips > 0) plane.Add(new For("row", "1", Index.Text(rest), Rows, strip("row", Rows, false, false)));
        if (rest < height - 1) plane.Add(new For("row", Index.Text(rest), Index.Text(height - 1), 1, strip("row", 1, false, false)));
        plane.AddRange(strip(Index.Text(height - 1), 1, false, true));

        List<Statement> body = [.. lowering?.Prologue ?? [], new For("s", "0", "n", 1, [new For("c", "0", Index.Text(node.Shape[0]), 1, plane)])];
        string[] counts = ["n", .. lowering?.BatchSizes ?? []];
        return new(new("Plane3x3", streams, counts, body), [node.A, node.B, .. extra.Select(o => o.Node), node]);
    }

    /// <summary>Some rows of one vector: every input vector is loaded once and goes into up to three sums.</summary>
    private static List<Statement> Tile(
        ContractNode node, ScheduleContext c, ExprLowering? lowering, string row, string column, int rows, bool isTop, bool isBottom, bool isFirst, bool isLast)
    {
        var width = node.Shape[2];
        var at = Index.Sum(Index.Times(row, width), column);
        var statements = new List<Statement> { new Alias("at", "plane", at), new Alias("to", "result", at) };
        for (var m = 0; m < rows; m++) statements.Add(new Let(Accumulators.Name(m, 0, 0), node.HasBias ? new Local("extra0") : new Number(0)));
        for (var input = isTop ? 0 : -1; input <= (isBottom ? 0 : rows); input++)
        {
            for (var tap = 0; tap < Size; tap++)
            {
                var name = $"x{input + 1}_{tap}";
                Value load(int shift) => new Load(new("at", (input * width) + shift));
                statements.Add(new Let(name, tap == 0 && isFirst ? new LaneShift(load(0), Up: true) : tap == 2 && isLast ? new LaneShift(load(0), Up: false) : load(tap - 1)));
                for (var m = 0; m < rows; m++)
                {
                    var ky = input - m + 1;
                    if (ky is < 0 or >= Size) continue;
                    var sum = Accumulators.Name(m, 0, 0);
                    statements.Add(new Assign(sum, new MultiplyAdd(new Local(name), new Local(Weight(ky, tap)), new Local(sum))));
                }
            }
        }

        for (var m = 0; m < rows; m++)
        {
            Value value = new Local(Accumulators.Name(m, 0, 0));
            if (lowering is not null)
            {
                var sum = value;
                value = lowering.Lower(i => i == 0 ? sum : new Local($"extra{i - 1 + (node.HasBias ? 1 : 0)}"), null, statements, $"{m}");
            }

            statements.Add(new Store(new("to", m * width), value));
        }

        return statements;
    }

    private static string Weight(int ky, int kx) => $"w{ky}_{kx}";
}
