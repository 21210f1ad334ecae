namespace NetGen.Peers.OnnxRuntime;

/// <summary>
/// A model ready to run. Inputs and outputs are bound once to tensors over native memory, so a run neither allocates nor copies nor looks up
/// names on the managed side: the cheapest way into the runtime.
/// </summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private const int FloatElements = 1;

    private readonly OnnxRuntimeApi _api;
    private readonly OnnxRuntimeLibrary _library;
    private readonly List<(nint Value, NativeBuffer<float> Data)> _tensors = [];
    private nint _session;
    private nint _binding;

    /// <summary>Takes the ownership of <paramref name="session"/>.</summary>
    internal OnnxSession(OnnxRuntimeLibrary library, nint session)
    {
        _library = library;
        _api = library.Api;
        _session = session;
        nint binding;
        _api.Check(_api.CreateIoBinding(session, &binding), nameof(_api.CreateIoBinding));
        _binding = binding;
    }

    /// <summary>Makes the tensor of an input of the model and returns its memory.</summary>
    /// <exception cref="OnnxRuntimeException">The model has no such input.</exception>
    public NativeBuffer<float> BindInput(string name, params ReadOnlySpan<int> shape)
    {
        var (value, data) = CreateTensor(shape);
        using var text = OnnxRuntimeLibrary.ZeroTerminated(name);
        _api.Check(_api.BindInput(_binding, text.Pointer, value), nameof(_api.BindInput));
        return data;
    }

    /// <summary>Makes the tensor of an output of the model and returns its memory.</summary>
    /// <exception cref="OnnxRuntimeException">The model has no such output.</exception>
    public NativeBuffer<float> BindOutput(string name, params ReadOnlySpan<int> shape)
    {
        var (value, data) = CreateTensor(shape);
        using var text = OnnxRuntimeLibrary.ZeroTerminated(name);
        _api.Check(_api.BindOutput(_binding, text.Pointer, value), nameof(_api.BindOutput));
        return data;
    }

    /// <summary>Runs the model again and again on the bound tensors.</summary>
    /// <exception cref="OnnxRuntimeException">A shape does not fit the model, or an operator failed.</exception>
    public void Run(int repetitions)
    {
        ObjectDisposedException.ThrowIf(_session == 0, this);
        var run = _api.RunWithBinding;
        for (var i = 0; i < repetitions; i++)
        {
            var status = run(_session, 0, _binding);
            if (status != 0) _api.Check(status, nameof(_api.RunWithBinding));
        }
    }

    public void Dispose()
    {
        if (_session == 0) return;
        _api.ReleaseIoBinding(_binding);
        foreach (var (value, data) in _tensors)
        {
            _api.ReleaseValue(value);
            data.Dispose();
        }

        _tensors.Clear();
        _api.ReleaseSession(_session);
        _session = _binding = 0;
    }

    private (nint Value, NativeBuffer<float> Data) CreateTensor(ReadOnlySpan<int> shape)
    {
        ObjectDisposedException.ThrowIf(_session == 0, this);
        Span<long> extents = stackalloc long[shape.Length];
        var length = 1;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            extents[axis] = shape[axis];
            length = checked(length * shape[axis]);
        }

        var data = new NativeBuffer<float>(length);
        nint value;
        fixed (long* first = extents)
        {
            var status = _api.CreateTensorWithDataAsOrtValue(
                _library.CpuMemory, data.Pointer, (nuint)length * sizeof(float), first, (nuint)shape.Length, FloatElements, &value);
            _api.Check(status, nameof(_api.CreateTensorWithDataAsOrtValue));
        }

        _tensors.Add((value, data));
        return (value, data);
    }
}
