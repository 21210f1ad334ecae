namespace NetGen;

/// <summary>One digit of an element's address: <c>index[Axis] % Modulus / Divisor % Extent * Stride</c>.</summary>
public readonly record struct LayoutDigit(int Axis, int Divisor, int Extent, int Stride, int Modulus = int.MaxValue)
{
    /// <summary>What the digit adds to the address at this index along its axis.</summary>
    internal int At(int index) => index % Modulus / Divisor % Extent * Stride;
}

/// <summary>
/// Where the elements of a tensor stand in memory. An address is the sum of the digits of its indices, which covers row-major,
/// transposed, padded and 16-lane-blocked layouts alike.
/// </summary>
public sealed class TensorLayout
{
    private readonly int[] _shape;
    private readonly LayoutDigit[] _digits;

    /// <summary>A layout of <paramref name="shape"/> whose elements lie within <paramref name="length"/> floats.</summary>
    /// <exception cref="ArgumentException">A digit is malformed or addresses an element outside of the length.</exception>
    public TensorLayout(int[] shape, LayoutDigit[] digits, int length)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(digits);
        long last = 0;
        foreach (var digit in digits)
        {
            if ((uint)digit.Axis >= (uint)shape.Length || digit.Divisor < 1 || digit.Extent < 1 || digit.Stride < 0)
                throw new ArgumentException($"{digit} is no digit of the shape {CanonicalShape.Text(shape)}.", nameof(digits));
            last += (long)(digit.Extent - 1) * digit.Stride;
        }

        if (last >= length) throw new ArgumentException($"The layout addresses element {last} of {length}.", nameof(length));
        _shape = shape;
        _digits = digits;
        Length = length;
        ElementCount = checked((int)CanonicalShape.ElementCount(shape));
    }

    /// <summary>The canonical shape.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>The canonical shape without a copy.</summary>
    internal ReadOnlySpan<int> Extents => _shape;

    /// <summary>The rows of the tensor, from the first.</summary>
    internal LayoutRows Rows() => new(_shape, _digits);

    /// <summary>Floats the tensor occupies, padding included.</summary>
    public int Length { get; }

    /// <summary>Elements of the tensor, without padding.</summary>
    public int ElementCount { get; }

    /// <summary>The address of the element with this row-major (canonical) number.</summary>
    public int OffsetOf(int element)
    {
        Span<int> index = stackalloc int[_shape.Length];
        for (var axis = _shape.Length - 1; axis >= 0; axis--)
        {
            index[axis] = element % _shape[axis];
            element /= _shape[axis];
        }

        var offset = 0;
        foreach (var digit in _digits) offset += digit.At(index[digit.Axis]);
        return offset;
    }

    /// <summary>Copies from this layout into row-major order.</summary>
    /// <exception cref="ArgumentException">The block is shorter than the layout, or the other span has another length than the tensor.</exception>
    public void ToCanonical(ReadOnlySpan<float> source, Span<float> canonical)
    {
        RequireLengths(source, nameof(source), canonical);
        var rows = new LayoutRows(_shape, _digits);
        var row = rows.RowOffsets;
        for (var start = 0; start < canonical.Length; start += row.Length)
        {
            var from = source[rows.Start..];
            var to = canonical.Slice(start, row.Length);
            if (rows.IsContiguous) from[..row.Length].CopyTo(to);
            else for (var i = 0; i < row.Length; i++) to[i] = from[row[i]];
            rows.MoveNext();
        }
    }

    /// <summary>Copies from row-major order into this layout; padding is left as it is.</summary>
    /// <exception cref="ArgumentException">The block is shorter than the layout, or the other span has another length than the tensor.</exception>
    public void FromCanonical(ReadOnlySpan<float> canonical, Span<float> destination)
    {
        RequireLengths(destination, nameof(destination), canonical);
        var rows = new LayoutRows(_shape, _digits);
        var row = rows.RowOffsets;
        for (var start = 0; start < canonical.Length; start += row.Length)
        {
            var from = canonical.Slice(start, row.Length);
            var to = destination[rows.Start..];
            if (rows.IsContiguous) from.CopyTo(to);
            else for (var i = 0; i < from.Length; i++) to[row[i]] = from[i];
            rows.MoveNext();
        }
    }

    private void RequireLengths(ReadOnlySpan<float> block, string name, ReadOnlySpan<float> canonical)
    {
        if (block.Length < Length) throw new ArgumentException($"The layout takes {Length} floats, but the span holds {block.Length}.", name);
        if (canonical.Length != ElementCount)
            throw new ArgumentException($"The shape {CanonicalShape.Text(_shape)} has {ElementCount} elements, but the span holds {canonical.Length}.", nameof(canonical));
    }
}
