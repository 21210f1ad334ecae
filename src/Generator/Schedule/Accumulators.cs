namespace NetGen.Generator.Schedule;

/// <summary>The names of a register tile's accumulators, known to the tile that keeps them and to the epilogue that reads them.</summary>
internal static class Accumulators
{
    private const string Prefix = "acc";

    /// <summary>Whether a local is one of them.</summary>
    public static bool Has(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The accumulator of row m, vector v, chain c.</summary>
    public static string Name(int m, int v, int chain) => $"{Prefix}{m}_{v}{(chain == 0 ? "" : ((char)('a' + chain)).ToString())}";
}
