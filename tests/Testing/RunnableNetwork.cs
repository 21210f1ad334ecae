namespace NetGen.Testing;

/// <summary>The loss of a batch and what it changes, in canonical (PyTorch's) layouts.</summary>
/// <param name="Loss">The loss.</param>
/// <param name="Gradients">∂loss/∂parameter by name.</param>
/// <param name="Buffers">The buffers afterwards, by name.</param>
internal sealed record GradientResult(double Loss, IReadOnlyDictionary<string, double[]> Gradients, IReadOnlyDictionary<string, double[]> Buffers);

/// <summary>One way to run a network: by the interpreter, or by the code emitted for one instruction set.</summary>
internal abstract class RunnableNetwork
{
    /// <summary>The names of parameters and buffers, with their canonical shapes.</summary>
    public abstract IReadOnlyDictionary<string, int[]> State { get; }

    /// <summary>The outputs in inference mode, sample after sample.</summary>
    /// <param name="batch">Samples.</param>
    /// <param name="inputs">Their inputs.</param>
    /// <param name="state">Parameters and buffers by name.</param>
    public abstract double[] Forward(int batch, double[] inputs, IReadOnlyDictionary<string, double[]> state);

    /// <summary>The loss in inference mode.</summary>
    public abstract double Evaluate(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state);

    /// <summary>The loss and its gradient in training mode.</summary>
    public abstract GradientResult Gradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state);

    /// <summary>The loss and its gradient in inference mode (running statistics, no dropout); null where that is not computed.</summary>
    public virtual GradientResult? InferenceGradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state) => null;
}
