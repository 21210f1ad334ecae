using System.ComponentModel;

namespace NetGen.Training;

/// <summary>A batch on its way through a network: what a network's <c>Train</c> hands to the optimiser.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainingStep
{
    /// <summary>Whether each element of the gradient is complete as soon as it is computed: the batch is not taken in parts.</summary>
    bool IsWhole { get; }

    /// <summary>Offset and length, in turn, of the pieces of the parameter block whose gradients do not reach a sink.</summary>
    ReadOnlySpan<int> Apart { get; }

    /// <summary>Computes loss and gradient of the batch.</summary>
    /// <param name="target">The block the sink wants to be handed places of.</param>
    /// <param name="gradient">The block that the other gradients are added to.</param>
    /// <param name="sink">What becomes of the gradients.</param>
    /// <returns>The loss; where it is not finite and the sink updates parameters, none has been changed.</returns>
    float Run<TSink>(ref float target, ref float gradient, ref TSink sink)
        where TSink : struct, IGradientSink;
}
