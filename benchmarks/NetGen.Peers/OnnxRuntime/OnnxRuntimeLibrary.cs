using System.Text;

namespace NetGen.Peers.OnnxRuntime;

/// <summary>A loaded ONNX Runtime with its environment: what sessions are made from.</summary>
internal sealed unsafe class OnnxRuntimeLibrary : IDisposable
{
    private const int LogErrorsOnly = 3;
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;
    private const int OptimizeAll = 99;

    private nint _environment;
    private nint _memory;

    private OnnxRuntimeLibrary(OnnxRuntimeApi api)
    {
        Api = api;
        fixed (byte* logName = "netgen-peers"u8)
        {
            nint environment;
            api.Check(api.CreateEnv(LogErrorsOnly, logName, &environment), nameof(api.CreateEnv));
            _environment = environment;
        }

        nint memory;
        api.Check(api.CreateCpuMemoryInfo(DeviceAllocator, DefaultMemory, &memory), nameof(api.CreateCpuMemoryInfo));
        _memory = memory;
    }

    public OnnxRuntimeApi Api { get; }

    public string Version => Api.Version;

    /// <summary>Describes memory of the CPU; tensors over the caller's buffers are made with it.</summary>
    public nint CpuMemory => _memory;

    /// <exception cref="OnnxRuntimeException">The library cannot be loaded.</exception>
    public static OnnxRuntimeLibrary Load(string path) => new(OnnxRuntimeApi.Load(path));

    /// <summary>A session with every graph optimisation, whose operators run on <paramref name="threads"/> threads, the caller's included.</summary>
    /// <exception cref="OnnxRuntimeException">The bytes are not a model that this runtime accepts.</exception>
    public OnnxSession CreateSession(ReadOnlySpan<byte> model, int threads = 1)
    {
        ObjectDisposedException.ThrowIf(_environment == 0, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        nint options;
        Api.Check(Api.CreateSessionOptions(&options), nameof(Api.CreateSessionOptions));
        try
        {
            Api.Check(Api.SetIntraOpNumThreads(options, threads), nameof(Api.SetIntraOpNumThreads));
            Api.Check(Api.SetInterOpNumThreads(options, 1), nameof(Api.SetInterOpNumThreads));
            Api.Check(Api.SetSessionGraphOptimizationLevel(options, OptimizeAll), nameof(Api.SetSessionGraphOptimizationLevel));
            nint session;
            fixed (byte* bytes = model)
                Api.Check(Api.CreateSessionFromArray(_environment, bytes, (nuint)model.Length, options, &session), nameof(Api.CreateSessionFromArray));
            return new OnnxSession(this, session);
        }
        finally
        {
            Api.ReleaseSessionOptions(options);
        }
    }

    /// <summary>A session of the model in a file; models whose weights stand in other files are not supported.</summary>
    public OnnxSession CreateSession(string path, int threads = 1) => CreateSession(File.ReadAllBytes(path), threads);

    public void Dispose()
    {
        if (_memory != 0) Api.ReleaseMemoryInfo(_memory);
        if (_environment != 0) Api.ReleaseEnv(_environment);
        _memory = _environment = 0;
    }

    /// <summary>A zero-terminated UTF-8 copy, for names the C API keeps pointers to.</summary>
    internal static NativeBuffer<byte> ZeroTerminated(string text)
    {
        var buffer = new NativeBuffer<byte>(Encoding.UTF8.GetByteCount(text) + 1);
        Encoding.UTF8.GetBytes(text, buffer.Span);
        return buffer;
    }
}
