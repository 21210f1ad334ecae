using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Training;

namespace NetGen.Kernels;

/// <summary>Tiles whose last panel is not full.</summary>
internal static class TileTail
{
    private const int Lanes = 16;

    /// <summary>Computes each tile in memory of its own and copies what belongs to the result.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization), SkipLocalsInit]
    public static unsafe void Run(
        delegate*<ref float, ref float, ref float, ref float, int, bool, in TileLoops, void> rowsOf, int lines, int rows, int panels,
        ref float x, ref float w, ref float b, ref float y, int tiles, in TileLoops t)
    {
        Unsafe.SkipInit(out GradientTile memory);
        ref var tile = ref memory.First;
        var apart = t.Apart(lines, rows);
        for (; tiles > 0; tiles--)
        {
            rowsOf(ref x, ref w, ref b, ref tile, 1, false, apart);
            Copy(ref tile, ref y, lines, rows, panels, t);
            x = ref Unsafe.AddByteOffset(ref x, rows * t.XRow);
            b = ref Unsafe.AddByteOffset(ref b, rows * t.BRow);
            y = ref Unsafe.AddByteOffset(ref y, rows * t.YRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref float tile, ref float y, int lines, int rows, int panels, in TileLoops t)
    {
        for (var panel = 0; panel < panels; panel++)
        {
            var lanes = panel == panels - 1 ? t.TailLanes : Lanes;
            for (var line = 0; line < lines; line++)
            {
                for (var row = 0; row < rows; row++)
                {
                    ref var to = ref Unsafe.AddByteOffset(ref y, (panel * t.YPanel) + (line * t.YLine) + (row * t.YRow));
                    if (t.End == TileEnd.Add) Add(ref tile, ref to, lanes);
                    if (t.IsExact) CopyFirst(ref tile, ref to, lanes);
                    else CopyPadded(ref tile, ref to, lanes);
                    tile = ref Unsafe.Add(ref tile, Lanes);
                }
            }
        }
    }

    private static void Add(ref float tile, ref float to, int lanes)
    {
        for (var lane = 0; lane < lanes; lane++) Unsafe.Add(ref tile, lane) += Unsafe.Add(ref to, lane);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyFirst(ref float from, ref float to, int lanes)
    {
        for (; lanes >= 4; lanes -= 4)
        {
            Unsafe.As<float, Vector128<float>>(ref to) = Unsafe.As<float, Vector128<float>>(ref from);
            from = ref Unsafe.Add(ref from, 4);
            to = ref Unsafe.Add(ref to, 4);
        }

        for (var lane = 0; lane < lanes; lane++) Unsafe.Add(ref to, lane) = Unsafe.Add(ref from, lane);
    }

    // A whole panel: zeros behind the last lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyPadded(ref float from, ref float to, int lanes)
    {
        for (var first = 0; first < Lanes; first += 4)
        {
            var isThere = Vector128.LessThan(Vector128<int>.Indices + Vector128.Create(first), Vector128.Create(lanes)).AsSingle();
            Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, first)) =
                Vector128.ConditionalSelect(isThere, Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref from, first)), Vector128<float>.Zero);
        }
    }
}
