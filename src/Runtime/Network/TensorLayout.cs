namespace NetGen;

/// <summary>One digit of an element's address: <c>index[Axis] % Modulus / Divisor % Extent * Stride</c>.</summary>
public readonly record struct LayoutDigit(int Axis, int Divisor, int Extent, int Stride, int Modulus = int.MaxValue);

/// <summary>
/// Where the elements of a tensor stand in memory. An address is the sum of the digits of its indices, which covers row-major,
/// transposed, padded and 16-lane-blocked layouts alike.
/// </summary>
public sealed class TensorLayout
{
    private readonly int[] _shape;
    private readonly LayoutDigit[] _digits;

    /// <summary>A layout of <paramref name="shape"/> whose elements lie within <paramref name="length"/> floats.</summary>
    /// <exception cref="ArgumentException">A digit addresses an element outside of the length.</exception>
    public TensorLayout(int[] shape, LayoutDigit[] digits, int length)
    {
        long last = 0;
        foreach (var digit in digits) last += (long)(digit.Extent - 1) * digit.Stride;
        if (last >= length) throw new ArgumentException($"The layout addresses element {last} of {length}.", nameof(length));
        _shape = shape;
        _digits = digits;
        Length = length;
    }

    /// <summary>The canonical shape.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Floats the tensor occupies, padding included.</summary>
    public int Length { get; }

    /// <summary>Elements of the tensor, without padding.</summary>
    public int ElementCount
    {
        get
        {
            var count = 1;
            foreach (var extent in _shape) count *= extent;
            return count;
        }
    }

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
        foreach (var digit in _digits) offset += index[digit.Axis] % digit.Modulus / digit.Divisor % digit.Extent * digit.Stride;
        return offset;
    }

    /// <summary>Copies from this layout into row-major order.</summary>
    public void ToCanonical(ReadOnlySpan<float> source, Span<float> canonical)
    {
        for (var i = 0; i < ElementCount; i++) canonical[i] = source[OffsetOf(i)];
    }

    /// <summary>Copies from row-major order into this layout; padding is left as it is.</summary>
    public void FromCanonical(ReadOnlySpan<float> canonical, Span<float> destination)
    {
        for (var i = 0; i < ElementCount; i++) destination[OffsetOf(i)] = canonical[i];
    }
}
