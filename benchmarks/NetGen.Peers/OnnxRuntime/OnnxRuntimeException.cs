namespace NetGen.Peers.OnnxRuntime;

/// <summary>An error ONNX Runtime reported, in its own words, with the call that failed.</summary>
internal sealed class OnnxRuntimeException(string call, string message) : Exception($"ONNX Runtime, {call}: {message}");
