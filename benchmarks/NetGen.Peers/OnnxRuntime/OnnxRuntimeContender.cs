using NetGen.Peers.Measuring;
using NetGen.Peers.Models;

namespace NetGen.Peers.OnnxRuntime;

/// <summary>A model run by ONNX Runtime.</summary>
internal sealed class OnnxRuntimeContender : InferenceContender
{
    private readonly OnnxSession _session;
    private readonly NativeBuffer<float> _input;
    private readonly NativeBuffer<float> _output;

    public OnnxRuntimeContender(OnnxRuntimeLibrary library, Model model, Weights weights, int batch = 1, int threads = 1)
    {
        Name = $"ONNX Runtime {library.Version}";
        _session = library.CreateSession(model.ToOnnx(weights, batch), threads);
        _input = _session.BindInput(model.Input.Name, [batch, .. model.Input.OutputShape]);
        _output = _session.BindOutput(model.Output.Name, [batch, .. model.Output.OutputShape]);
    }

    public override string Name { get; }

    public override Span<float> Input => _input.Span;

    public override Span<float> Output => _output.Span;

    public override void Run(int repetitions) => _session.Run(repetitions);

    protected override void Dispose(bool disposing)
    {
        if (disposing) _session.Dispose();
        base.Dispose(disposing);
    }
}
