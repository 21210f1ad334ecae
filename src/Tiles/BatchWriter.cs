using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Tiles;

/// <summary>Writes the method that shares a run-time number of rows among tiles.</summary>
internal static class BatchWriter
{
    /// <summary>Whether a tile of the batch would split its sums: then there is one that does not, or a sample's result would depend on how many are computed with it.</summary>
    public static bool NeedsOrder(TileTarget target, int rows, int panels) => TileTable.Chains(target.Lanes, 1, rows, panels) > 1;

    /// <summary>As few tiles as there are with at most the largest one's rows, of sizes that differ by no more than one: a short one would wait for its own sums.</summary>
    public static string Text(TileTarget target, int panels, FactorLoad load)
    {
        var most = 1;
        while (target.Has(1, most + 1, panels)) most++;
        var width = panels * 16;
        var name = TileTable.BatchName(panels, load);
        var cases = string.Concat(Enumerable.Range(1, most).Select(rows =>
            $"            case {rows}:\n                {Tile(target, rows, panels, load)}(ref x, ref w, ref b, ref y, tiles, isLast, t);\n                break;\n"));
        return $$"""
                /// <summary>{{width}} outputs of any number of rows.</summary>
                [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
                public static void {{name}}(ref float x, ref float w, ref float b, ref float y, int rows, bool isLast, in TileLoops t)
                {
                    if (rows <= 0) return;
                    int tiles = (rows + {{most - 1}}) / {{most}}, size = (rows + tiles - 1) / tiles, smaller = (tiles * size) - rows;
                    TilesOf{{name}}(size, ref x, ref w, ref b, ref y, tiles - smaller, isLast, t);
                    if (smaller == 0) return;
                    nint done = (nint)(tiles - smaller) * size;
                    TilesOf{{name}}(size - 1, ref Unsafe.AddByteOffset(ref x, done * t.XRow), ref w, ref Unsafe.AddByteOffset(ref b, done * t.BRow), ref Unsafe.AddByteOffset(ref y, done * t.YRow), smaller, isLast, t);
                }

                [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
                private static void TilesOf{{name}}(int size, ref float x, ref float w, ref float b, ref float y, int tiles, bool isLast, in TileLoops t)
                {
                    switch (size)
                    {
            {{cases}}        }
                }


            """;
    }

    private static string Tile(TileTarget target, int rows, int panels, FactorLoad load) =>
        TileTable.Name(1, rows, panels, hasSink: false, load) + (NeedsOrder(target, rows, panels) ? TileWriter.InOrder : "");
}
