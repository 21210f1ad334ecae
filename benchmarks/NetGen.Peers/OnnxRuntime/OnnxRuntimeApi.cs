using System.Runtime.InteropServices;

namespace NetGen.Peers.OnnxRuntime;

/// <summary>
/// The part of ONNX Runtime's C API that the benchmarks need, read from its function table. The order of the table is frozen up to
/// <see cref="TableVersion"/>, so the numbers below hold for every later release of the library.
/// </summary>
internal sealed unsafe class OnnxRuntimeApi
{
    private const uint TableVersion = 16;

    private readonly nint* _table;

    private OnnxRuntimeApi(nint* table, string version)
    {
        _table = table;
        Version = version;
    }

    /// <summary>The library's release.</summary>
    public string Version { get; }

    // Every function below returns a status: zero for success, otherwise an error the caller owns.
    public delegate* unmanaged<int, byte*, nint*, nint> CreateEnv => (delegate* unmanaged<int, byte*, nint*, nint>)_table[3];

    public delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray =>
        (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)_table[8];

    public delegate* unmanaged<nint*, nint> CreateSessionOptions => (delegate* unmanaged<nint*, nint>)_table[10];

    public delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel => (delegate* unmanaged<nint, int, nint>)_table[23];

    public delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads => (delegate* unmanaged<nint, int, nint>)_table[24];

    public delegate* unmanaged<nint, int, nint> SetInterOpNumThreads => (delegate* unmanaged<nint, int, nint>)_table[25];

    public delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue =>
        (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[49];

    public delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo => (delegate* unmanaged<int, int, nint*, nint>)_table[69];

    public delegate* unmanaged<nint, void> ReleaseEnv => (delegate* unmanaged<nint, void>)_table[92];

    public delegate* unmanaged<nint, void> ReleaseMemoryInfo => (delegate* unmanaged<nint, void>)_table[94];

    public delegate* unmanaged<nint, void> ReleaseSession => (delegate* unmanaged<nint, void>)_table[95];

    public delegate* unmanaged<nint, void> ReleaseValue => (delegate* unmanaged<nint, void>)_table[96];

    public delegate* unmanaged<nint, void> ReleaseSessionOptions => (delegate* unmanaged<nint, void>)_table[100];

    public delegate* unmanaged<nint, nint, nint, nint> RunWithBinding => (delegate* unmanaged<nint, nint, nint, nint>)_table[133];

    public delegate* unmanaged<nint, nint*, nint> CreateIoBinding => (delegate* unmanaged<nint, nint*, nint>)_table[134];

    public delegate* unmanaged<nint, void> ReleaseIoBinding => (delegate* unmanaged<nint, void>)_table[135];

    public delegate* unmanaged<nint, byte*, nint, nint> BindInput => (delegate* unmanaged<nint, byte*, nint, nint>)_table[136];

    public delegate* unmanaged<nint, byte*, nint, nint> BindOutput => (delegate* unmanaged<nint, byte*, nint, nint>)_table[137];

    private delegate* unmanaged<nint, byte*> GetErrorMessage => (delegate* unmanaged<nint, byte*>)_table[2];

    private delegate* unmanaged<nint, void> ReleaseStatus => (delegate* unmanaged<nint, void>)_table[93];

    /// <summary>Loads the shared library at <paramref name="path"/>, which stays loaded until the process ends.</summary>
    /// <exception cref="OnnxRuntimeException">The file is not an ONNX Runtime library, or one too old for the table.</exception>
    public static OnnxRuntimeApi Load(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxRuntimeException("load", error.Message);
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getApiBase))
            throw new OnnxRuntimeException("load", $"'{path}' does not export OrtGetApiBase; it is not an ONNX Runtime library.");

        // OrtApiBase: { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(); }
        var apiBase = (nint*)((delegate* unmanaged<nint>)getApiBase)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])()) ?? "unknown";
        var table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(TableVersion);
        if (table == null)
            throw new OnnxRuntimeException("load", $"version {version} does not offer API version {TableVersion}; 1.16 or later is needed.");
        return new OnnxRuntimeApi(table, version);
    }

    /// <summary>Turns a failed status into an exception and frees it.</summary>
    public void Check(nint status, string call)
    {
        if (status == 0) return;
        var message = Marshal.PtrToStringUTF8((nint)GetErrorMessage(status)) ?? "unknown error";
        ReleaseStatus(status);
        throw new OnnxRuntimeException(call, message);
    }
}
