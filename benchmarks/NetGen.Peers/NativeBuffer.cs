using System.Runtime.InteropServices;

namespace NetGen.Peers;

/// <summary>Zeroed native memory that starts on a 64-byte boundary, as vector loads like it, and that native code may keep pointers into.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int AlignmentBytes = 64;
    private T* _pointer;

    public NativeBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        var bytes = (nuint)Math.Max(1, length) * (nuint)sizeof(T);
        _pointer = (T*)NativeMemory.AlignedAlloc(bytes, AlignmentBytes);
        NativeMemory.Clear(_pointer, bytes);
    }

    ~NativeBuffer() => Release();

    public int Length { get; }

    public T* Pointer => _pointer;

    public Span<T> Span => _pointer == null ? throw new ObjectDisposedException(nameof(NativeBuffer<T>)) : new Span<T>(_pointer, Length);

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
