namespace NetGen.Generator.Schedule;

/// <summary>Which factors of a tile one load fetches, where multiplications take an element of a register.</summary>
internal enum FactorLoad
{
    /// <summary>One, which stands alone.</summary>
    Single,

    /// <summary>Those of four terms of a row; the vectors of such terms follow each other, 16 floats apart.</summary>
    FourTerms,

    /// <summary>Those of four rows of a term.</summary>
    FourRows,
}

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
    /// <param name="byElement">Whether a register of factors a row is kept, of which each multiplication takes an element.</param>
    public static bool Has(int lanes, int registers, bool byElement, int outerRows, int rows, int panels)
    {
        var vectors = panels * (16 / lanes);
        var all = outerRows * rows;
        if (all == 1) return panels <= MaximumPanels && vectors + 2 <= registers;
        if (all > MaximumRows || panels > 2 || (all * vectors) + vectors + (byElement ? all : 1) > registers) return false;
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
    public static string Name(int outerRows, int rows, int panels, bool hasSink, FactorLoad load = FactorLoad.Single) =>
        $"{(hasSink ? "Sink" : "Rows")}{(outerRows == 1 ? "" : $"{outerRows}x")}{rows}x{panels * 16}{Suffix(load)}";

    /// <summary>The name of the method for a run-time number of rows: <c>Batch16</c>.</summary>
    public static string BatchName(int panels, FactorLoad load = FactorLoad.Single) => $"Batch{panels * 16}{Suffix(load)}";

    /// <summary>Whether factors can be loaded so in a tile of these rows.</summary>
    public static bool Has(FactorLoad load, int outerRows, int rows) => load != FactorLoad.FourRows || (outerRows == 1 && rows >= 4);

    private static string Suffix(FactorLoad load) => load == FactorLoad.Single ? "" : load.ToString();
}
