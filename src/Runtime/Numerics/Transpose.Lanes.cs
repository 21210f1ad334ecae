using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

public static partial class Transpose
{
    /// <summary>
    /// Gathers channels into lanes: <c>destination[p·pixelStride + c] = source[c·channelStride + p]</c> for a block of up to 16 channels; missing
    /// channels become zeros.
    /// </summary>
    /// <param name="source">The first pixel of the first channel; the pixels of a channel are neighbours.</param>
    /// <param name="channelStride">Floats from one channel to the next.</param>
    /// <param name="channels">Channels of the block, 1 to 16.</param>
    /// <param name="destination">The lanes of the first pixel.</param>
    /// <param name="pixelStride">Floats from one pixel's lanes to the next's.</param>
    /// <param name="pixels">Pixels to move.</param>
    public static void ToLanes(ref float source, nint channelStride, int channels, ref float destination, nint pixelStride, int pixels)
    {
        if (channels < Side || pixels < Side)
        {
            for (nint p = 0; p < pixels; p++)
            {
                ref var lanes = ref Unsafe.Add(ref destination, p * pixelStride);
                for (nint c = 0; c < channels; c++) Unsafe.Add(ref lanes, c) = Unsafe.Add(ref source, (c * channelStride) + p);
                for (nint c = channels; c < Side; c++) Unsafe.Add(ref lanes, c) = 0;
            }

            return;
        }

        // The last tile overlaps the one before it rather than leaving a remainder.
        for (var p = 0; p < pixels; p += Side)
        {
            nint first = Math.Min(p, pixels - Side);
            Blocks16(ref Unsafe.Add(ref source, first), channelStride, ref Unsafe.Add(ref destination, first * pixelStride), pixelStride);
        }
    }

    /// <summary>
    /// Spreads lanes into channels: <c>destination[c·channelStride + p] = source[p·pixelStride + c]</c>, the inverse of
    /// <see cref="ToLanes"/>; only existing channels are written.
    /// </summary>
    /// <param name="source">The lanes of the first pixel.</param>
    /// <param name="pixelStride">Floats from one pixel's lanes to the next's.</param>
    /// <param name="channels">Channels of the block, 1 to 16.</param>
    /// <param name="destination">The first pixel of the first channel.</param>
    /// <param name="channelStride">Floats from one channel to the next.</param>
    /// <param name="pixels">Pixels to move.</param>
    public static void FromLanes(ref float source, nint pixelStride, int channels, ref float destination, nint channelStride, int pixels)
    {
        if (channels < Side || pixels < Side)
        {
            for (nint c = 0; c < channels; c++)
            {
                ref var channel = ref Unsafe.Add(ref destination, c * channelStride);
                for (nint p = 0; p < pixels; p++) Unsafe.Add(ref channel, p) = Unsafe.Add(ref source, (p * pixelStride) + c);
            }

            return;
        }

        for (var p = 0; p < pixels; p += Side)
        {
            nint first = Math.Min(p, pixels - Side);
            Blocks16(ref Unsafe.Add(ref source, first * pixelStride), pixelStride, ref Unsafe.Add(ref destination, first), channelStride);
        }
    }
}
