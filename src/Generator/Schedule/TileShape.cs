// The only place with tuning numbers of the register tiles.
using NetGen.Generator.Targets;

namespace NetGen.Generator.Schedule;

/// <summary>A register tile: rows (two loops' worth) × panels of 16 lanes.</summary>
internal sealed record TileShape(int OuterRows, int Rows, int Panels)
{
    /// <summary>Multiply-adds in the straight-line body of a loop: more gains nothing and costs code. By element, k comes in fours.</summary>
    private const int BodyBudget = 40, BodyBudgetByElement = 80;

    /// <summary>Multiply-adds in all bodies of a method: far below the limit at which the JIT stops to optimise.</summary>
    private const int MethodBudget = 256;

    /// <summary>A layer whose tile needs no more than this is unrolled completely.</summary>
    private const int SmallLayer = 64;

    /// <summary>Cycles a multiply-add takes; two start in each cycle, as do two loads.</summary>
    private const double Latency = 4, PerCycle = 2;

    /// <summary>
    /// Cycles in which eight sums, which should just hide the latency, are added to: they reach 84 % of the peak, twelve sums 95 % (the direct 3×3
    /// convolution of benchmarks/NetGen.Peers with DOTNET_EnableAVX512=0).
    /// </summary>
    private const double LatencyOfLowTiles = 4.6;

    /// <summary>Sums that must be under way for no multiply-add to wait for the one before it.</summary>
    public const int LeastSums = (int)(Latency * PerCycle);

    /// <summary>More rows than this share a vector no better (a load in twenty) and are twice the code.</summary>
    private const int MaximumRows = 20;

    /// <summary>Rows a run-time extent (the batch) is assumed to have when its tile is chosen.</summary>
    private const int TypicalBatch = 56;

    /// <summary>The tile with the least estimated time for these extents.</summary>
    /// <param name="isThere">Which tiles (outer rows, rows, panels) can be had; null where any can.</param>
    /// <param name="alongRows">Whether the lanes run along the rows of an image: the JIT then keeps more addresses and factors in registers.</param>
    public static TileShape Choose(Isa isa, int outerRows, int rows, bool rowsAreBatch, int panels, long terms, bool scalarIsVector, bool alongRows, Func<int, int, int, bool>? isThere = null)
    {
        const int spare = 8;
        var reserved = alongRows && isa.MultipliesByElement ? spare : 0;
        if (rowsAreBatch) rows = TypicalBatch;
        TileShape best = new(1, 1, 1);
        var bestCost = double.MaxValue;
        for (var p = 1; p <= Math.Min(panels, scalarIsVector ? 1 : 5); p++)
        {
            for (var m0 = 1; m0 <= Math.Min(rows, MaximumRows); m0++)
            {
                for (var m1 = 1; m1 <= (rowsAreBatch ? 1 : Math.Min(outerRows, MaximumRows / m0)); m1++)
                {
                    var vectors = p * isa.VectorsPerPanel;
                    if (!Fits(isa, m0 * m1, vectors, scalarIsVector, reserved) || isThere?.Invoke(m1, m0, p) == false) continue;
                    var cost = RowPieces(isa, rows, m0).Sum(r => r.Count * RowPieces(isa, outerRows, m1).Sum(o => o.Count * Pieces(panels, p)
                        .Sum(q => q.Count * Cycles(isa, r.Size * o.Size, q.Size * isa.VectorsPerPanel, terms, scalarIsVector))));
                    // Of equals, the one with fewer bodies.
                    cost *= 1 + (0.01 * (RowPieces(isa, rows, m0).Count() + RowPieces(isa, outerRows, m1).Count() + Pieces(panels, p).Count()));
                    if (cost >= bestCost) continue;
                    bestCost = cost;
                    best = new(m1, m0, p);
                }
            }
        }

        return best;
    }

    /// <summary>Accumulators, the vectors of one k and the broadcast factor (or, by element, a register of factors a row) must fit the registers.</summary>
    private static bool Fits(Isa isa, int rows, int vectors, bool scalarIsVector, int reserved) =>
        (rows * vectors) + vectors + (isa.MultipliesByElement && !scalarIsVector ? rows : 1) + reserved <= isa.Registers;

    private static double Cycles(Isa isa, int rows, int vectors, long terms, bool scalarIsVector)
    {
        double multiplies = rows * vectors, loads = vectors + (scalarIsVector ? rows * vectors : rows);
        var step = Math.Max(Math.Max(multiplies, loads) / PerCycle, isa.HasLowTiles ? LatencyOfLowTiles : Latency);
        return (terms * step) + (multiplies * 1.5) + 12;
    }

    /// <summary>An extent in whole tiles and a remainder.</summary>
    public static IEnumerable<(int Size, int Count)> Pieces(int extent, int tile)
    {
        if (extent / tile > 0) yield return (tile, extent / tile);
        if (extent % tile > 0) yield return (extent % tile, 1);
    }

    /// <summary>An extent in as few tiles as there are with at most these rows, of sizes that differ by no more than one: a short one would wait for its own sums.</summary>
    public static IEnumerable<(int Size, int Count)> RowPieces(Isa isa, int extent, int tile)
    {
        if (!isa.HasLowTiles) return Pieces(extent, tile);
        var count = (extent + tile - 1) / tile;
        var size = (extent + count - 1) / count;
        var smaller = (count * size) - extent;
        return smaller > 0 ? [(size, count - smaller), (size - 1, smaller)] : [(size, count)];
    }

    /// <summary>Sizes for a run-time extent: the tile, a small one, single rows.</summary>
    public static IEnumerable<int> BatchPieces(Isa isa, int tile)
    {
        yield return tile;
        if (tile > (isa.HasLowTiles ? 4 : 8)) yield return 4;
        if (tile > 1) yield return 1;
    }

    /// <summary>How many k the innermost loop takes at once: a divisor of its trips, or the largest size that fits with a remainder behind the loop.</summary>
    public static int Unroll(Isa isa, int trips, long terms, int multiplies, int bodies, bool rowsAreBatch, Model.UnrollMode mode)
    {
        const int shortLoop = 7;
        if (mode == Model.UnrollMode.None) return 1;
        var budget = mode == Model.UnrollMode.Full ? MethodBudget : isa.MultipliesByElement ? BodyBudgetByElement : BodyBudget;
        // So many multiply-adds take longer than the instructions of the loop beside them; eight only just: 15 % in batches of eight, by twos. Of short loops
        // of an image's kernel none is left.
        if (mode == Model.UnrollMode.Auto && !isa.MultipliesByElement && multiplies >= LeastSums && (rowsAreBatch || trips > shortLoop)) return multiplies == LeastSums && trips % 4 == 0 ? 4 : trips % 2 == 0 ? 2 : 1;
        if (trips == terms && trips * multiplies <= (mode == Model.UnrollMode.Full ? MethodBudget : SmallLayer)) return trips;
        var limit = Math.Max(1, Math.Min(budget / Math.Max(1, multiplies), MethodBudget / Math.Max(1, multiplies * bodies)));
        if (mode == Model.UnrollMode.Full) return Divisor(trips, limit);
        if (trips <= shortLoop && trips <= limit) return trips;
        foreach (var u in new[] { 4, 2 })
            if (u <= limit && u <= trips) return u;
        return 1;
    }

    private static int Divisor(int trips, int limit)
    {
        for (var u = Math.Min(trips, limit); u > 1; u--)
            if (trips % u == 0) return u;
        return 1;
    }
}
