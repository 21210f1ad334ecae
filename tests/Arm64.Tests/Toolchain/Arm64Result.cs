using System.Runtime.InteropServices;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>What a call left behind: the contents of its buffers and the number it returned.</summary>
public sealed class Arm64Result
{
    private readonly EntryPoint _entryPoint;
    private readonly byte[]?[] _buffers;
    private readonly byte[] _returned;

    internal Arm64Result(EntryPoint entryPoint, byte[]?[] buffers, byte[] returned)
    {
        _entryPoint = entryPoint;
        _buffers = buffers;
        _returned = returned;
    }

    /// <summary>The floats in the buffer behind the parameter of this name.</summary>
    public float[] this[string parameter] => Buffer<float>(parameter);

    /// <summary>The elements in the buffer behind the parameter of this name.</summary>
    /// <exception cref="ArgumentException">There is no such buffer, or it has elements of another type.</exception>
    public T[] Buffer<T>(string parameter) where T : unmanaged
    {
        for (var i = 0; i < _buffers.Length; i++)
        {
            if (_entryPoint.Parameters[i].Name == parameter && _entryPoint.Parameters[i].Element == ElementKind.Of<T>() && _buffers[i] is { } bytes)
                return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        }

        throw new ArgumentException($"no buffer \"ref {ElementKind.Of<T>().CSharp} {parameter}\" in {_entryPoint}");
    }

    /// <summary>The number the method returned.</summary>
    /// <exception cref="InvalidOperationException">It returns nothing, or another type.</exception>
    public T Returned<T>() where T : unmanaged => _entryPoint.Result == ElementKind.Of<T>()
        ? MemoryMarshal.Read<T>(_returned)
        : throw new InvalidOperationException($"no {ElementKind.Of<T>().CSharp} is returned by {_entryPoint}");
}
