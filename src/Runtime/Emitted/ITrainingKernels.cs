using System.ComponentModel;
using NetGen.Threading;
using NetGen.Training;

namespace NetGen.Emitted;

/// <summary>What is specific to a network that can be trained.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainingKernels : ILossKernels
{
    /// <summary>Whether all losses are means over labels.</summary>
    static virtual bool CountsLabelsOnly => false;

    /// <summary>The scratch memory of <see cref="Gradient"/>.</summary>
    static abstract ProgramMemory GradientMemory { get; }

    /// <summary>In turn: the offset of a state from which a recurrence of <see cref="Gradient{TSink}"/> starts, in the memory of each row, and its length.</summary>
    static virtual ReadOnlySpan<int> StatesOfGradient => [];

    /// <summary>In turn: a place in the scratch memory of <see cref="Gradient"/>, and the number of the mass that it holds.</summary>
    static virtual ReadOnlySpan<int> MassesOfGradient => [];

    /// <summary>Offset and length, in turn, of the pieces of the parameter block whose gradients do not go to a sink.</summary>
    static abstract ReadOnlySpan<int> GradientApart { get; }

    /// <summary>Whether several threads may share <see cref="Gradient"/>.</summary>
    static virtual bool IsGradientSplit => false;

    /// <summary>The share of n samples in the mean loss of a batch of total; hands the gradient of that share to the sink.</summary>
    static abstract float Gradient<TSink>(
        ref float input, ref float targets, ref float parameters, ref float buffers, ref float target, ref float gradient, ref float workspace, int n, int total, uint step, ref TSink sink)
        where TSink : struct, IGradientSink;

    /// <summary>One thread's part of <see cref="Gradient"/>.</summary>
    static virtual float GradientPart<TSink>(
        ref float input, ref float targets, ref float parameters, ref float buffers, ref float target, ref float gradient, ref float workspace, int n, int total, uint step, ref TSink sink, Team team, int part)
        where TSink : struct, IGradientSink => throw new NotSupportedException();
}
