// Input: the gradient of a convolution's weights where both images have lanes along their rows. Output: for each sample a tile of (outputs ×
// taps along the row) sums of vectors, folded at the end of the sample. Invariant: behind the end of a row one of the two images holds zeros.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a contraction that sums over the lanes of two images (<see cref="ContractRoles.IsRowSum"/>).</summary>
internal static class RowSumSchedule
{
    public static ScheduledKernel? Of(ContractNode node, ContractRoles roles, ScheduleContext c)
    {
        Node still = node.Inputs[roles.ScalarInput], shifted = node.Inputs[roles.VectorInput];
        Access[] accesses = roles.Swapped
            ? [new(still, c.LayoutOf(still), node.BIndex), new(shifted, c.LayoutOf(shifted), node.AIndex), new(node, c.LayoutOf(node), node.OutIndex)]
            : [new(still, c.LayoutOf(still), node.AIndex), new(shifted, c.LayoutOf(shifted), node.BIndex), new(node, c.LayoutOf(node), node.OutIndex)];
        if (accesses.Any(a => a.Layout.Axes.Any(axis => axis.IsBlocked && axis.Extent > Layout.Lanes))) return null;
        string[] streams = ["x", "w", "y"];
        List<Loop> outer = [], sums = [];
        Loop rows = None(streams), taps = None(streams);
        for (var dim = 0; dim < node.Dims.Count; dim++)
        {
            var loop = new Loop(node.Dims[dim].Name, node.Dims[dim].Extent, null, [.. accesses.Select(a => Stride(a, dim))]);
            if (loop.Extent == 1 || dim == roles.LaneDim) continue;
            if (loop.Strides[2] == 0) sums.Add(loop);
            else if (loop.Strides[1] == 0 && loop.Extent > rows.Extent) Swap(ref rows, loop, outer);
            else if (loop.Strides[0] == 0 && accesses[1].Index[shifted.Rank - 1].Uses(dim) && loop.Extent > taps.Extent) Swap(ref taps, loop, outer);
            else outer.Add(loop);
        }

        var sample = new Loop("s", 1, "n", [accesses[0].Layout.Length, accesses[1].Layout.Length, 0]);
        var vectors = node.Dims[roles.LaneDim].Extent is var extent ? (extent + c.Isa.Lanes - 1) / c.Isa.Lanes : 0;
        var (height, width) = Tile(c, rows.Extent, taps.Extent);
        List<Statement> body = c.Accumulate ? [] : [Clear.Tensor("y", accesses[2].Layout, isBatched: false)];
        string[] start = [.. streams];
        for (var i = 0; i < streams.Length; i++)
        {
            var offset = Offset(accesses[i]);
            if (offset != 0) body.Add(new Alias(start[i] = $"{streams[i]}Start", streams[i], Index.Text(offset)));
        }

        body.AddRange(StridedNest.Build([sample, .. outer], start, r =>
        {
            var tiles = new List<Statement>();
            var firstRow = 0;
            foreach (var (tileRows, rowTiles) in TileShape.Pieces(rows.Extent, height))
            {
                var firstTap = 0;
                foreach (var (tileTaps, tapTiles) in TileShape.Pieces(taps.Extent, width))
                {
                    Loop down = rows with { Variable = "row", Extent = rowTiles, Strides = Times(rows, tileRows) }, across = taps with { Variable = "tap", Extent = tapTiles, Strides = Times(taps, tileTaps) };
                    var part = new List<Statement>();
                    string[] at = [.. r];
                    for (var i = 0; i < at.Length; i++)
                    {
                        var offset = (rows.Strides[i] * firstRow) + (taps.Strides[i] * firstTap);
                        if (offset != 0) part.Add(new Alias(at[i] = $"{r[i]}Part", r[i], Index.Text(offset)));
                    }

                    part.AddRange(StridedNest.Build(StridedNest.Merge([down, across]), at, q => Sum(c, q, rows with { Extent = tileRows }, taps with { Extent = tileTaps }, sums, vectors)));
                    tiles.Add(new Scope(part));
                    firstTap += tileTaps * tapTiles;
                }

                firstRow += tileRows * rowTiles;
            }

            return tiles;
        }));
        return new(new($"RowSum{height}x{width}", streams, ["n"], body), [still, shifted, node]);
    }

    /// <summary>One tile: sums of vectors over a sample's rows, then the sum of each vector's lanes.</summary>
    private static List<Statement> Sum(ScheduleContext c, IReadOnlyList<string> r, Loop rows, Loop taps, List<Loop> sums, int vectors)
    {
        var statements = new List<Statement>();
        for (var m = 0; m < rows.Extent; m++)
            for (var v = 0; v < taps.Extent; v++) statements.Add(new Let(Accumulators.Name(m, v, 0), new Number(0)));
        int[] rowOffsets = [.. Enumerable.Range(0, rows.Extent).Select(m => checked((int)(m * rows.Strides[0])))];
        int[] tapOffsets = [.. Enumerable.Range(0, taps.Extent).Select(v => checked((int)(v * taps.Strides[1])))];
        Loop[] narrow = [.. sums.Select(l => l with { Strides = [l.Strides[0], l.Strides[1]] })];
        var multiplies = rows.Extent * taps.Extent;
        const int mostInBody = 64;
        var unroll = Enumerable.Range(1, vectors).Last(u => vectors % u == 0 && (u == 1 || u * multiplies <= mostInBody));
        var along = new Loop("v", vectors / unroll, null, [(long)unroll * c.Isa.Lanes, (long)unroll * c.Isa.Lanes]);
        statements.AddRange(StridedNest.Build(StridedNest.Merge([.. narrow, along]), [r[0], r[1]], q =>
            [new TileStep(q[0], rowOffsets, c.Isa.Lanes, q[1], tapOffsets, c.Isa.Lanes, unroll, 1, new int[taps.Extent])]));
        for (var m = 0; m < rows.Extent; m++)
        {
            for (var v = 0; v < taps.Extent; v++)
                statements.Add(new StoreScalar(new(r[2], checked((int)((m * rows.Strides[2]) + (v * taps.Strides[2])))), new Horizontal(ReduceKind.Sum, new Local(Accumulators.Name(m, v, 0))), Accumulate: true));
        }

        return [new Scope(statements)];
    }

    /// <summary>The tile with the fewest cycles for a pair of rows: multiply-adds, loads (those of the taps cross cache lines) and latency.</summary>
    private static (int Height, int Width) Tile(ScheduleContext c, int rows, int taps)
    {
        const double latency = 4;
        var best = (1, 1);
        var least = double.MaxValue;
        for (var height = 1; height <= rows; height++)
        {
            for (var width = 1; width <= taps; width++)
            {
                if ((height * width) + width + 1 > c.Isa.Registers) continue;
                var cycles = TileShape.Pieces(rows, height).Sum(h => h.Count * TileShape.Pieces(taps, width)
                    .Sum(w => w.Count * Math.Max(Math.Max(h.Size * w.Size, h.Size + (2 * w.Size)) / 2.0, latency)));
                if (cycles >= least) continue;
                least = cycles;
                best = (height, width);
            }
        }

        return best;
    }

    private static Loop None(string[] streams) => new("", 1, null, new long[streams.Length]);

    private static void Swap(ref Loop chosen, Loop loop, List<Loop> outer)
    {
        if (chosen.Extent > 1) outer.Add(chosen);
        chosen = loop;
    }

    private static long[] Times(Loop loop, int factor) => [.. loop.Strides.Select(s => s * factor)];

    private static long Stride(Access access, int dim) => access.Index.Select((index, axis) => index.Terms.Where(t => t.Dim == dim).Sum(t => (long)t.Coefficient * access.Layout.Axes[axis].Stride)).Sum();

    private static long Offset(Access access) => access.Index.Select((index, axis) => (long)index.Offset * access.Layout.Axes[axis].Stride).Sum();
}
