using System.Buffers.Binary;

namespace NetGen.Data;

/// <summary>The element types of an IDX file, by their code in it.</summary>
public enum IdxElement
{
    /// <summary>Unsigned 8-bit integers.</summary>
    Byte = 0x08,

    /// <summary>Signed 8-bit integers.</summary>
    SByte = 0x09,

    /// <summary>Signed 16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>Signed 32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floats.</summary>
    Single = 0x0D,

    /// <summary>64-bit floats.</summary>
    Double = 0x0E,
}

/// <summary>The array an IDX file holds.</summary>
public sealed class IdxArray
{
    private readonly byte[] _bytes;
    private readonly int[] _shape;

    internal IdxArray(IdxElement element, int[] shape, byte[] bytes)
    {
        Element = element;
        _shape = shape;
        _bytes = bytes;
    }

    /// <summary>The type of the elements in the file.</summary>
    public IdxElement Element { get; }

    /// <summary>The extents, outermost first; the first one counts the samples.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Elements.</summary>
    public int Length => _bytes.Length / SizeOf(Element);

    /// <summary>The elements as floats, multiplied by <paramref name="scale"/>.</summary>
    public float[] ToFloats(float scale = 1)
    {
        var values = new float[Length];
        for (var i = 0; i < values.Length; i++) values[i] = (float)At(i) * scale;
        return values;
    }

    /// <summary>The elements as class indices.</summary>
    /// <exception cref="InvalidDataException">The elements are floats.</exception>
    public int[] ToLabels()
    {
        if (Element is IdxElement.Single or IdxElement.Double)
            throw new InvalidDataException($"Class indices must be integers, but the file holds {Element}.");
        var labels = new int[Length];
        for (var i = 0; i < labels.Length; i++) labels[i] = (int)At(i);
        return labels;
    }

    internal static int SizeOf(IdxElement element) => element switch
    {
        IdxElement.Byte or IdxElement.SByte => 1,
        IdxElement.Int16 => 2,
        IdxElement.Int32 or IdxElement.Single => 4,
        IdxElement.Double => 8,
        _ => throw new InvalidDataException($"0x{(int)element:X2} is not an element type of IDX files (0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E)."),
    };

    private double At(int index) => Element switch
    {
        IdxElement.Byte => _bytes[index],
        IdxElement.SByte => (sbyte)_bytes[index],
        IdxElement.Int16 => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(2 * index)),
        IdxElement.Int32 => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(4 * index)),
        IdxElement.Single => BinaryPrimitives.ReadSingleBigEndian(_bytes.AsSpan(4 * index)),
        _ => BinaryPrimitives.ReadDoubleBigEndian(_bytes.AsSpan(8 * index)),
    };
}
