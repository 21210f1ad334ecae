using System.Globalization;

namespace NetGen.Serialization;

/// <summary>The element types of the safetensors format; the names are those of the format.</summary>
public enum TensorType
{
    /// <summary>Truth values, one byte each.</summary>
    BOOL,

    /// <summary>Unsigned 8-bit integers.</summary>
    U8,

    /// <summary>Signed 8-bit integers.</summary>
    I8,

    /// <summary>Signed 16-bit integers.</summary>
    I16,

    /// <summary>Unsigned 16-bit integers.</summary>
    U16,

    /// <summary>IEEE 754 half precision.</summary>
    F16,

    /// <summary>The upper half of a single-precision number ("brain float").</summary>
    BF16,

    /// <summary>Signed 32-bit integers.</summary>
    I32,

    /// <summary>Unsigned 32-bit integers.</summary>
    U32,

    /// <summary>IEEE 754 single precision.</summary>
    F32,

    /// <summary>IEEE 754 double precision.</summary>
    F64,

    /// <summary>Signed 64-bit integers.</summary>
    I64,

    /// <summary>Unsigned 64-bit integers.</summary>
    U64,
}

/// <summary>Facts of the element types.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.BOOL or TensorType.U8 or TensorType.I8 => 1,
        TensorType.I16 or TensorType.U16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.I32 or TensorType.U32 or TensorType.F32 => 4,
        _ => 8,
    };

    /// <summary>The format's name of the type: what <see cref="Enum.ToString()"/> gives, without reading the names by reflection.</summary>
    public static string Name(this TensorType type) => type switch
    {
        TensorType.BOOL => nameof(TensorType.BOOL),
        TensorType.U8 => nameof(TensorType.U8),
        TensorType.I8 => nameof(TensorType.I8),
        TensorType.I16 => nameof(TensorType.I16),
        TensorType.U16 => nameof(TensorType.U16),
        TensorType.F16 => nameof(TensorType.F16),
        TensorType.BF16 => nameof(TensorType.BF16),
        TensorType.I32 => nameof(TensorType.I32),
        TensorType.U32 => nameof(TensorType.U32),
        TensorType.F32 => nameof(TensorType.F32),
        TensorType.F64 => nameof(TensorType.F64),
        TensorType.I64 => nameof(TensorType.I64),
        TensorType.U64 => nameof(TensorType.U64),
        _ => ((int)type).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The type of this name, exactly as the format spells it.</summary>
    public static TensorType? Named(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("F32"u8)) return TensorType.F32;
        if (name.SequenceEqual("F16"u8)) return TensorType.F16;
        if (name.SequenceEqual("BF16"u8)) return TensorType.BF16;
        if (name.SequenceEqual("F64"u8)) return TensorType.F64;
        if (name.SequenceEqual("I64"u8)) return TensorType.I64;
        if (name.SequenceEqual("I32"u8)) return TensorType.I32;
        if (name.SequenceEqual("I16"u8)) return TensorType.I16;
        if (name.SequenceEqual("I8"u8)) return TensorType.I8;
        if (name.SequenceEqual("U64"u8)) return TensorType.U64;
        if (name.SequenceEqual("U32"u8)) return TensorType.U32;
        if (name.SequenceEqual("U16"u8)) return TensorType.U16;
        if (name.SequenceEqual("U8"u8)) return TensorType.U8;
        if (name.SequenceEqual("BOOL"u8)) return TensorType.BOOL;
        return null;
    }
}
