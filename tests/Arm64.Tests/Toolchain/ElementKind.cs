using System.Runtime.CompilerServices;
using Mono.Cecil;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>A number type that can cross from the C driver into a kernel, by value or behind a reference.</summary>
/// <param name="CSharp">Its C# keyword.</param>
/// <param name="C">Its C type.</param>
/// <param name="Size">Bytes an element takes.</param>
public sealed record ElementKind(string CSharp, string C, int Size)
{
    private static readonly Dictionary<MetadataType, ElementKind> s_byMetadata = new()
    {
        [MetadataType.Single] = new("float", "float", 4),
        [MetadataType.Double] = new("double", "double", 8),
        [MetadataType.Boolean] = new("bool", "uint8_t", 1),
        [MetadataType.Byte] = new("byte", "uint8_t", 1),
        [MetadataType.SByte] = new("sbyte", "int8_t", 1),
        [MetadataType.Int16] = new("short", "int16_t", 2),
        [MetadataType.UInt16] = new("ushort", "uint16_t", 2),
        [MetadataType.Int32] = new("int", "int32_t", 4),
        [MetadataType.UInt32] = new("uint", "uint32_t", 4),
        [MetadataType.Int64] = new("long", "int64_t", 8),
        [MetadataType.UInt64] = new("ulong", "uint64_t", 8),
        [MetadataType.IntPtr] = new("nint", "int64_t", 8),
        [MetadataType.UIntPtr] = new("nuint", "uint64_t", 8),
    };

    /// <summary>The kind of a type in metadata, or null when it is no plain number.</summary>
    public static ElementKind? Of(TypeReference type) => s_byMetadata.GetValueOrDefault(type.MetadataType);

    /// <summary>The kind of a C# number type.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not a plain number.</exception>
    public static ElementKind Of<T>() where T : unmanaged => typeof(T) switch
    {
        var type when type == typeof(nint) => s_byMetadata[MetadataType.IntPtr],
        var type when type == typeof(nuint) => s_byMetadata[MetadataType.UIntPtr],
        var type when Enum.TryParse<MetadataType>(type.Name, out var metadata) && s_byMetadata.TryGetValue(metadata, out var kind) => kind,
        var type => throw new ArgumentException($"{type} cannot be handed to a kernel; expected one of {string.Join(", ", s_byMetadata.Values.Select(kind => kind.CSharp))}"),
    };
}
