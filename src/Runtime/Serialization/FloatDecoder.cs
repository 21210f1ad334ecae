using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NetGen.Serialization;

/// <summary>Little-endian F32, F16 and BF16 bytes to floats.</summary>
internal static class FloatDecoder
{
    public static bool Decodes(TensorType type) => type is TensorType.F32 or TensorType.F16 or TensorType.BF16;

    public static void Decode(ReadOnlySpan<byte> bytes, TensorType type, Span<float> values)
    {
        switch (type)
        {
            case TensorType.F32:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                if (!BitConverter.IsLittleEndian) LittleEndian.Reverse(values);
                break;
            case TensorType.F16:
                for (var i = 0; i < values.Length; i++) values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                break;
            default:
                for (var i = 0; i < values.Length; i++) values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                break;
        }
    }
}

/// <summary>Byte order of the file on machines that have the other one.</summary>
internal static class LittleEndian
{
    public static void Reverse(Span<float> values)
    {
        var words = MemoryMarshal.Cast<float, int>(values);
        BinaryPrimitives.ReverseEndianness(words, words);
    }
}
