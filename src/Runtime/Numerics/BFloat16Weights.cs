using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Weights in half the bytes: the upper halves of single-precision numbers, rounded to nearest even (7 bits of fraction).</summary>
public static class BFloat16Weights
{
    private const int Lanes = 16;

    /// <summary>
    /// Packs rows of 16 weights in pairs: element i of a packed row holds weight i of the even row in its lower and that of the odd row in its
    /// upper half. A shift by 16 and a mask make floats of them again.
    /// </summary>
    /// <param name="weights">The first weight.</param>
    /// <param name="packed">The first of <paramref name="pairs"/> packed rows.</param>
    /// <param name="pairs">Pairs of rows.</param>
    public static void Pack(ref float weights, ref float packed, int pairs)
    {
        for (nint pair = 0; pair < pairs; pair++)
        {
            for (nint lane = 0; lane < Lanes; lane++)
            {
                uint even = Round(Unsafe.Add(ref weights, (pair * 2 * Lanes) + lane)), odd = Round(Unsafe.Add(ref weights, (((pair * 2) + 1) * Lanes) + lane));
                Unsafe.As<float, uint>(ref Unsafe.Add(ref packed, (pair * Lanes) + lane)) = (odd << 16) | even;
            }
        }
    }

    /// <summary>The upper 16 bits of the nearest number that has zeros below them; NaN stays NaN.</summary>
    /// <param name="value">A number.</param>
    public static uint Round(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (bits >> 16) | 0x40 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    }
}
