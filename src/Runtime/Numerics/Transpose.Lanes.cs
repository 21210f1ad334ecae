using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>Between channels apart and channels in lanes.</content>
public static partial class Transpose
{
    /// <summary>
    /// Gathers channels into lanes: <c>destination[y·rowStride + x·pixelStride + c] = source[c·channelStride + y·width + x]</c> for a block of up to
    /// 16 channels; missing channels become zeros.
    /// </summary>
    /// <param name="source">The first pixel of the first channel; the pixels of a channel are neighbours, rows included.</param>
    /// <param name="channelStride">Floats from one channel to the next.</param>
    /// <param name="channels">Channels of the block, 1 to 16.</param>
    /// <param name="destination">The lanes of the first pixel.</param>
    /// <param name="pixelStride">Floats from one pixel's lanes to the next's.</param>
    /// <param name="rowStride">Floats from one row's lanes to the next's.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="rows">Rows to move.</param>
    [SkipLocalsInit]
    public static void ToLanes(
        ref float source, nint channelStride, int channels, ref float destination, nint pixelStride, nint rowStride, int width, int rows)
    {
        if (channels == Side && width >= Side)
        {
            for (nint y = 0; y < rows; y++)
            {
                // The last tile overlaps the one before it rather than leaving a remainder.
                for (var p = 0; p < width; p += Side)
                {
                    nint first = Math.Min(p, width - Side);
                    Blocks16(ref Unsafe.Add(ref source, (y * width) + first), channelStride, ref Unsafe.Add(ref destination, (y * rowStride) + (first * pixelStride)), pixelStride);
                }
            }

            return;
        }

        // Narrow rows are one run of pixels: sixteen at a time, each then stored where its row is.
        Unsafe.SkipInit(out Tile tile);
        ref var lanes = ref Unsafe.As<Tile, float>(ref tile);
        var pixels = width * rows;
        nint start = 0;
        var x = 0;
        for (var p = 0; p < pixels; p += Side)
        {
            var count = Math.Min(Side, pixels - p);
            Part(ref Unsafe.Add(ref source, p), channelStride, channels, count, ref lanes, Side, isPadded: false);
            for (nint i = 0; i < count; i++)
            {
                CopyLanes(ref Unsafe.Add(ref lanes, i * Side), ref Unsafe.Add(ref destination, start + (x * pixelStride)));
                if (++x < width) continue;
                x = 0;
                start += rowStride;
            }
        }
    }

    /// <summary>
    /// Spreads lanes into channels: <c>destination[c·channelStride + y·width + x] = source[y·rowStride + x·pixelStride + c]</c>, the inverse of
    /// <see cref="ToLanes"/>; only existing channels are written.
    /// </summary>
    /// <param name="source">The lanes of the first pixel.</param>
    /// <param name="pixelStride">Floats from one pixel's lanes to the next's.</param>
    /// <param name="rowStride">Floats from one row's lanes to the next's.</param>
    /// <param name="channels">Channels of the block, 1 to 16.</param>
    /// <param name="destination">The first pixel of the first channel.</param>
    /// <param name="channelStride">Floats from one channel to the next.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="rows">Rows to move.</param>
    [SkipLocalsInit]
    public static void FromLanes(
        ref float source, nint pixelStride, nint rowStride, int channels, ref float destination, nint channelStride, int width, int rows)
    {
        if (channels == Side && width >= Side)
        {
            if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported && IsStreamed(ref destination, channelStride, width, rows))
            {
                for (nint y = 0; y < rows; y++)
                {
                    for (nint p = 0; p < width; p += Side)
                        Blocks16Streamed(ref Unsafe.Add(ref source, (y * rowStride) + (p * pixelStride)), pixelStride, ref Unsafe.Add(ref destination, (y * width) + p), channelStride);
                }

                return;
            }

            for (nint y = 0; y < rows; y++)
            {
                for (var p = 0; p < width; p += Side)
                {
                    nint first = Math.Min(p, width - Side);
                    Blocks16(ref Unsafe.Add(ref source, (y * rowStride) + (first * pixelStride)), pixelStride, ref Unsafe.Add(ref destination, (y * width) + first), channelStride);
                }
            }

            return;
        }

        Unsafe.SkipInit(out Tile tile);
        ref var lanes = ref Unsafe.As<Tile, float>(ref tile);
        var pixels = width * rows;
        nint start = 0;
        var x = 0;
        for (var p = 0; p < pixels; p += Side)
        {
            var count = Math.Min(Side, pixels - p);
            for (nint i = 0; i < count; i++)
            {
                CopyLanes(ref Unsafe.Add(ref source, start + (x * pixelStride)), ref Unsafe.Add(ref lanes, i * Side));
                if (++x < width) continue;
                x = 0;
                start += rowStride;
            }

            Blocks(ref lanes, Side, count, ref Unsafe.Add(ref destination, p), channelStride, channels, wholeRows: false);
        }
    }

    /// <summary>
    /// Whether whole cache lines can go past the caches: an image too large to be read back from them, with every row on a line's boundary. A
    /// line that is written whole need not be read first.
    /// </summary>
    private static unsafe bool IsStreamed(ref float destination, nint channelStride, int width, int rows)
    {
        const int leastFloats = 1 << 17, line = 64;
        return (long)Side * width * rows >= leastFloats
            && (nuint)Unsafe.AsPointer(ref destination) % line == 0 && channelStride % Side == 0 && width % Side == 0;
    }

    /// <summary>
    /// Writes the transpose of a tile of up to 16×16: <c>destination[i, j] = source[j, i]</c> for i below <paramref name="columns"/>; the elements
    /// j of a row from <paramref name="rows"/> on become zeros.
    /// </summary>
    /// <param name="source">The first element of the tile.</param>
    /// <param name="sourceStride">Floats from one row of the source to the next.</param>
    /// <param name="rows">Rows of the source, 1 to 16.</param>
    /// <param name="destination">The first element of the transposed tile.</param>
    /// <param name="destinationStride">Floats from one row of the destination to the next.</param>
    /// <param name="columns">Columns of the source, 1 to 16, that is rows of the destination.</param>
    /// <remarks>16 floats of every row are read and written.</remarks>
    public static void Blocks(ref float source, nint sourceStride, int rows, ref float destination, nint destinationStride, int columns) =>
        Blocks(ref source, sourceStride, rows, ref destination, destinationStride, columns, wholeRows: true);

    [SkipLocalsInit]
    private static void Blocks(ref float source, nint sourceStride, int rows, ref float destination, nint destinationStride, int columns, bool wholeRows)
    {
        if (rows == Side && columns == Side)
        {
            Blocks16(ref source, sourceStride, ref destination, destinationStride);
            return;
        }

        if (wholeRows && columns == Side)
        {
            Part(ref source, sourceStride, rows, columns, ref destination, destinationStride, isPadded: true);
            return;
        }

        Unsafe.SkipInit(out Tile tile);
        ref var transposed = ref Unsafe.As<Tile, float>(ref tile);
        Part(ref source, sourceStride, rows, columns, ref transposed, Side, isPadded: wholeRows);
        for (nint i = 0; i < columns; i++)
        {
            ref var from = ref Unsafe.Add(ref transposed, i * Side);
            ref var to = ref Unsafe.Add(ref destination, i * destinationStride);
            if (wholeRows || rows == Side) CopyLanes(ref from, ref to);
            else
                for (nint j = 0; j < rows; j++) Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j);
        }
    }

    /// <summary>
    /// The transpose of a part of a tile into a whole one; missing rows of the source count as zeros, missing columns as anything.
    /// <paramref name="isPadded"/> where 16 floats of each row may be read.
    /// </summary>
    [SkipLocalsInit]
    private static void Part(ref float source, nint sourceStride, int rows, int columns, ref float transposed, nint transposedStride, bool isPadded)
    {
        if (rows == Side && columns == Side)
        {
            Blocks16(ref source, sourceStride, ref transposed, transposedStride);
            return;
        }

        Unsafe.SkipInit(out Tile tile);
        ref var whole = ref Unsafe.As<Tile, float>(ref tile);
        for (nint j = 0; j < Side; j++)
        {
            ref var to = ref Unsafe.Add(ref whole, j * Side);
            if (j >= rows)
            {
                ZeroLanes(ref to);
                continue;
            }

            ref var from = ref Unsafe.Add(ref source, j * sourceStride);
            if (isPadded || columns == Side) CopyLanes(ref from, ref to);
            else
                for (nint i = 0; i < columns; i++) Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i);
        }

        // Columns of the source that are not there were not written: their transposed rows are not read.
        Blocks16(ref whole, Side, ref transposed, transposedStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLanes(ref float from, ref float to)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Unsafe.As<float, Vector512<float>>(ref to) = Unsafe.As<float, Vector512<float>>(ref from);
            return;
        }

        // A copy of 64 bytes that is no vector would be a call.
        for (nint i = 0; i < Side; i += Block) Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, i)) = Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref from, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ZeroLanes(ref float to)
    {
        for (nint i = 0; i < Side; i += Block) Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, i)) = Vector128<float>.Zero;
    }

    [InlineArray(Side * Side)]
    private struct Tile
    {
        private float _first;
    }
}
