using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>A matrix of any size.</content>
public static partial class Transpose
{
    /// <summary>
    /// Transposes a matrix: <c>destination[j·destinationStride + i] = source[i·sourceStride + j]</c> for i below <paramref name="rows"/> and j below
    /// <paramref name="columns"/>. Nothing else is read or written.
    /// </summary>
    /// <param name="source">The first element.</param>
    /// <param name="sourceStride">Floats from one row of the source to the next.</param>
    /// <param name="rows">Rows of the source.</param>
    /// <param name="columns">Columns of the source.</param>
    /// <param name="destination">Where the first element goes.</param>
    /// <param name="destinationStride">Floats from one row of the destination to the next.</param>
    public static void Matrix(ref float source, nint sourceStride, int rows, int columns, ref float destination, nint destinationStride)
    {
        int height = Math.Min(rows, Side), width = Math.Min(columns, Side);
        for (var j = 0; j < columns; j += Side)
        {
            // The last tile overlaps the one before it rather than leaving a remainder.
            nint column = Math.Min(j, columns - width);
            for (var i = 0; i < rows; i += Side)
            {
                nint row = Math.Min(i, rows - height);
                Blocks(
                    ref Unsafe.Add(ref source, (row * sourceStride) + column), sourceStride, height, ref Unsafe.Add(ref destination, (column * destinationStride) + row), destinationStride, width, wholeRows: false);
            }
        }
    }
}
