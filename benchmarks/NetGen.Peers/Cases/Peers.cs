using NetGen.Peers.Measuring;
using NetGen.Peers.Models;
using NetGen.Peers.OnnxRuntime;
using NetGen.Peers.Torch;

namespace NetGen.Peers.Cases;

/// <summary>The other runtimes that are present, and why the others are not.</summary>
internal sealed class Peers : IDisposable
{
    private readonly OnnxRuntimeLibrary? _onnxRuntime;
    private readonly TorchProcess? _torch;

    /// <summary>Looks for the peers the cases need.</summary>
    /// <exception cref="FileNotFoundException">A location was named, but nothing stands there.</exception>
    /// <exception cref="OnnxRuntimeException">A library was found that cannot be used.</exception>
    public Peers(Options options, IEnumerable<CaseKind> kinds)
    {
        var needed = kinds.ToHashSet();
        if (needed.Contains(CaseKind.Inference))
        {
            var location = OnnxRuntimeLocation.Find(options.Ort);
            if (location is not null) _onnxRuntime = OnnxRuntimeLibrary.Load(location);
            OnnxRuntimeStatus = _onnxRuntime is null
                ? $"ONNX Runtime: absent (run benchmarks/fetch-peers.sh, or name its library with --ort or {OnnxRuntimeLocation.Variable})"
                : $"ONNX Runtime {_onnxRuntime.Version}: one thread, every graph optimisation, input and output bound in advance";
        }

        if (needed.Contains(CaseKind.Training))
        {
            try
            {
                _torch = TorchProcess.Start(options.Python);
                TorchStatus = $"PyTorch {_torch.Version}: one thread, {_torch.Blas}, a process of its own, alternating";
            }
            catch (TorchUnavailableException error)
            {
                TorchStatus = $"PyTorch: absent ({error.Message})";
            }
        }
    }

    /// <summary>ONNX Runtime's version or absence; null when no case needs it.</summary>
    public string? OnnxRuntimeStatus { get; }

    /// <summary>PyTorch's version or absence; null when no case needs it.</summary>
    public string? TorchStatus { get; }

    public OnnxRuntimeLibrary? OnnxRuntime => _onnxRuntime;

    public TorchProcess? Torch => _torch;

    /// <summary>The peer's side of an inference case, or null when the peer is absent.</summary>
    public InferenceContender? CreateInference(Case row, Weights weights) =>
        _onnxRuntime is null ? null : new OnnxRuntimeContender(_onnxRuntime, row.Model, weights, row.Batch, row.Threads);

    /// <summary>The peer's side of a training case, or null when the peer is absent.</summary>
    public TrainingContender? CreateTraining(TrainingProblem problem) => _torch is null ? null : new TorchContender(_torch, problem);

    public static string NameFor(CaseKind kind) => kind == CaseKind.Inference ? "ONNX Runtime" : "PyTorch";

    public void Dispose()
    {
        _onnxRuntime?.Dispose();
        _torch?.Dispose();
    }
}
