namespace NetGen.Generator.Schedule;

/// <summary>The names of a register tile's accumulators, known to the tile that keeps them and to the epilogue that reads them.</summary>
internal static class Accumulators
{
    /// <summary>The accumulator of row m, vector v, chain c.</summary>
    public static string Name(int m, int v, int chain) => $"acc{m}_{v}{(chain == 0 ? "" : ((char)('a' + chain)).ToString())}";
}
