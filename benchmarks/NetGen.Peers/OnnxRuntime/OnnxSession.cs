namespace NetGen.Peers.OnnxRuntime;

/// <summary>
/// A model ready to run. Inputs and outputs are tensors made once over native memory, so a run neither allocates nor copies on the
/// managed side: the cheapest way into the runtime.
/// </summary>
internal sealed unsafe class OnnxSession : IDisposable
{
    private const int FloatElements = 1;

    private readonly OnnxRuntimeApi _api;
    private readonly OnnxRuntimeLibrary _library;
    private readonly List<Binding> _inputs = [];
    private readonly List<Binding> _outputs = [];
    private NativeBuffer<nint>? _inputNames;
    private NativeBuffer<nint>? _inputValues;
    private NativeBuffer<nint>? _outputNames;
    private NativeBuffer<nint>? _outputValues;
    private nint _session;

    internal OnnxSession(OnnxRuntimeLibrary library, nint session)
    {
        _library = library;
        _api = library.Api;
        _session = session;
    }

    /// <summary>Makes the tensor of an input of the model and returns its memory.</summary>
    public NativeBuffer<float> BindInput(string name, params ReadOnlySpan<int> shape) => Bind(_inputs, name, shape);

    /// <summary>Makes the tensor of an output of the model and returns its memory.</summary>
    public NativeBuffer<float> BindOutput(string name, params ReadOnlySpan<int> shape) => Bind(_outputs, name, shape);

    /// <summary>Runs the model again and again on the bound tensors.</summary>
    /// <exception cref="OnnxRuntimeException">A name or shape does not fit the model, or an operator failed.</exception>
    public void Run(int repetitions)
    {
        ObjectDisposedException.ThrowIf(_session == 0, this);
        _inputNames ??= Collect(_inputs, binding => (nint)binding.Name.Pointer);
        _inputValues ??= Collect(_inputs, binding => binding.Value);
        _outputNames ??= Collect(_outputs, binding => (nint)binding.Name.Pointer);
        _outputValues ??= Collect(_outputs, binding => binding.Value);

        var run = _api.Run;
        var inputNames = (byte**)_inputNames.Pointer;
        var inputValues = _inputValues.Pointer;
        var outputNames = (byte**)_outputNames.Pointer;
        var outputValues = _outputValues.Pointer;
        var (inputCount, outputCount) = ((nuint)_inputs.Count, (nuint)_outputs.Count);
        for (var i = 0; i < repetitions; i++)
        {
            var status = run(_session, 0, inputNames, inputValues, inputCount, outputNames, outputCount, outputValues);
            if (status != 0) _api.Check(status, nameof(_api.Run));
        }
    }

    public void Dispose()
    {
        foreach (var binding in _inputs.Concat(_outputs))
        {
            _api.ReleaseValue(binding.Value);
            binding.Name.Dispose();
            binding.Data.Dispose();
        }

        _inputs.Clear();
        _outputs.Clear();
        foreach (var table in new[] { _inputNames, _inputValues, _outputNames, _outputValues }) table?.Dispose();
        if (_session != 0) _api.ReleaseSession(_session);
        _session = 0;
    }

    private static NativeBuffer<nint> Collect(List<Binding> bindings, Func<Binding, nint> select)
    {
        var table = new NativeBuffer<nint>(bindings.Count);
        for (var i = 0; i < bindings.Count; i++) table.Span[i] = select(bindings[i]);
        return table;
    }

    private NativeBuffer<float> Bind(List<Binding> bindings, string name, ReadOnlySpan<int> shape)
    {
        if (_inputNames is not null) throw new InvalidOperationException("Tensors are bound before the first run.");
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

        bindings.Add(new Binding(OnnxRuntimeLibrary.ZeroTerminated(name), value, data));
        return data;
    }

    private sealed record Binding(NativeBuffer<byte> Name, nint Value, NativeBuffer<float> Data);
}
