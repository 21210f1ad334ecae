using System.Runtime.InteropServices;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>What one parameter of an entry point receives: the contents of a buffer, or a number. Arrays and numbers convert by themselves.</summary>
public sealed class Arm64Argument
{
    private Arm64Argument(ElementKind element, bool isBuffer, byte[] bytes)
    {
        Element = element;
        IsBuffer = isBuffer;
        Bytes = bytes;
    }

    internal ElementKind Element { get; }

    internal bool IsBuffer { get; }

    internal byte[] Bytes { get; }

    /// <summary>A buffer with these contents. The kernel works on a copy; see <see cref="Arm64Result"/> for what it leaves there.</summary>
    public static Arm64Argument Buffer<T>(ReadOnlySpan<T> contents) where T : unmanaged =>
        new(ElementKind.Of<T>(), isBuffer: true, MemoryMarshal.AsBytes(contents).ToArray());

    /// <summary>A number by value.</summary>
    public static Arm64Argument Value<T>(T number) where T : unmanaged =>
        new(ElementKind.Of<T>(), isBuffer: false, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in number)).ToArray());

    /// <summary>A buffer of floats.</summary>
    public static implicit operator Arm64Argument(float[] contents) => Buffer<float>(contents);

    /// <summary>A buffer of integers, such as labels.</summary>
    public static implicit operator Arm64Argument(int[] contents) => Buffer<int>(contents);

    /// <summary>A buffer of 16-bit numbers, such as bfloat16 weights.</summary>
    public static implicit operator Arm64Argument(ushort[] contents) => Buffer<ushort>(contents);

    /// <summary>An integer.</summary>
    public static implicit operator Arm64Argument(int number) => Value(number);

    /// <summary>A number.</summary>
    public static implicit operator Arm64Argument(float number) => Value(number);
}
