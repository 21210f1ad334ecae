using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Transposition of tiles of a matrix, as a training step needs it for the transposed weights.</summary>
/// <remarks>
/// The vector forms rest on one idea: the 4×4 blocks of the tile are transposed inside of the 128-bit lanes, and a block changes place by being
/// loaded into the lane where its result belongs. A vector of four lanes takes its four rows from the four blocks of a block column.
/// </remarks>
public static partial class Transpose
{
    private const int Side = 16;
    private const int Block = 4;

    /// <summary>Writes the transpose of a 16×16 tile: <c>destination[i, j] = source[j, i]</c>. The two tiles must not overlap.</summary>
    /// <param name="source">The first element of the tile.</param>
    /// <param name="sourceStride">Floats from one row of the source to the next.</param>
    /// <param name="destination">The first element of the transposed tile.</param>
    /// <param name="destinationStride">Floats from one row of the destination to the next.</param>
    /// <remarks>Neither alignment nor bounds are checked: 15 strides and 16 floats must be there on both sides.</remarks>
    public static void Blocks16(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported) Blocks16Vector512(ref source, sourceStride, ref destination, destinationStride);
        else if (Avx.IsSupported) Blocks16Vector256(ref source, sourceStride, ref destination, destinationStride);
        else if (Sse2.IsSupported || AdvSimd.Arm64.IsSupported) Blocks16Vector128(ref source, sourceStride, ref destination, destinationStride);
        else Blocks16Scalar(ref source, sourceStride, ref destination, destinationStride);
    }

    internal static void Blocks16Scalar(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        for (nint i = 0; i < Side; i++)
        {
            for (nint j = 0; j < Side; j++) Unsafe.Add(ref destination, (i * destinationStride) + j) = Unsafe.Add(ref source, (j * sourceStride) + i);
        }
    }
}
