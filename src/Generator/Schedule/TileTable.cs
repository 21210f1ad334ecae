namespace NetGen.Generator.Schedule;

/// <summary>Which register tiles the runtime has: what its build writes and what the schedules call.</summary>
internal static class TileTable
{
    /// <summary>
    /// Sums of fewer terms stay in the network's own text, where offsets are literals: a call and its arguments cost a perceptron of 64 inputs a layer a
    /// fifth of its time in batches of 32, and one of 784 inputs nothing (AVX2).
    /// </summary>
    public const int LeastTerms = 96;

    /// <summary>A sample of fewer multiply-adds of vectors stays in the network's text too: the calls would be a tenth of its time.</summary>
    public const int LeastProducts = 2048;

    /// <summary>The most rows of a tile, and the most panels of a tile of one row.</summary>
    public const int MaximumRows = 14, MaximumPanels = 8;

    /// <summary>Sums under way in a tile of one or two rows, so that no multiply-add waits for the one before it.</summary>
    public const int LeastSums = 8;

    /// <summary>Whether there is a tile of these rows (two loops' worth) and panels of 16 lanes.</summary>
    public static bool Has(int lanes, int registers, int outerRows, int rows, int panels)
    {
        var vectors = panels * (16 / lanes);
        var all = outerRows * rows;
        if (all == 1) return panels <= MaximumPanels && vectors + 2 <= registers;
        if (all > MaximumRows || panels > 2 || (all * vectors) + vectors + 1 > registers) return false;
        return outerRows switch
        {
            1 => true,
            2 => rows <= 7,
            3 => rows <= 2,
            _ => false,
        };
    }

    /// <summary>Independent sums each element of a tile is split into.</summary>
    public static int Chains(int lanes, int outerRows, int rows, int panels)
    {
        var chains = 1;
        if (outerRows * rows > 2) return chains;
        while (chains * outerRows * rows * panels * (16 / lanes) < LeastSums) chains *= 2;
        return chains;
    }

    /// <summary>The name of a tile's method: <c>Rows6x16</c>, <c>Rows2x3x16</c>.</summary>
    public static string Name(int outerRows, int rows, int panels, bool hasSink) =>
        $"{(hasSink ? "Sink" : "Rows")}{(outerRows == 1 ? "" : $"{outerRows}x")}{rows}x{panels * 16}";
}
