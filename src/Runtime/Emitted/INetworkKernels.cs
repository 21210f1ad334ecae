using System.ComponentModel;
using NetGen.Threading;

namespace NetGen.Emitted;

/// <summary>
/// What is specific to a network: its facts, constants to the JIT, and its kernels, chosen by the instruction set. The compiler emits a struct of it for
/// each network; the rest of a network is <see cref="InferenceShell{TKernels}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkKernels
{
    /// <summary>The facts for people, built at the first use.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>The shapes of the inputs, for messages: <c>[1, 28, 28]</c>.</summary>
    static abstract string InputShape { get; }

    /// <summary>The greatest number of steps of a sequence, where the network takes sequences: samples are then steps; otherwise 0.</summary>
    static virtual int Steps => 0;

    /// <summary>Whether outputs, labels and targets are those of whole sequences instead of steps.</summary>
    static virtual bool YieldsSequences => false;

    /// <summary>Values of one input sample.</summary>
    static abstract int InputLength { get; }

    /// <summary>Values of one output sample.</summary>
    static abstract int OutputLength { get; }

    /// <summary>Floats of the buffer block.</summary>
    static virtual int BufferLength => 0;

    /// <summary>The scratch memory of <see cref="Forward"/>.</summary>
    static abstract ProgramMemory ForwardMemory { get; }

    /// <summary>In turn: the offset of a state from which a recurrence of <see cref="Forward"/> starts, in the memory of each row, and its length.</summary>
    static virtual ReadOnlySpan<int> StatesOfForward => [];

    /// <summary>The scratch memory of <see cref="Inspect"/>; null where the results of all layers of a sample do not fit into one array.</summary>
    static virtual ProgramMemory? InspectMemory => null;

    /// <summary>In turn: the offset of a state that a stream carries in the memory of each row, that of its next value, and their length.</summary>
    static virtual ReadOnlySpan<int> CarriedByForward => [];

    /// <summary>In turn: the offset of a state from which a recurrence of <see cref="Inspect"/> starts, in the memory of each row, and its length.</summary>
    static virtual ReadOnlySpan<int> StatesOfInspect => [];

    /// <summary>The numbers of the parameters whose padding <see cref="Forward"/> reads.</summary>
    static virtual ReadOnlySpan<int> PaddingOfForward => [];

    /// <summary>Where in the scratch memory it is noted that kept tensors still belong to the weights; −1 where none are kept between calls.</summary>
    static virtual int SealOffset => -1;

    /// <summary>Whether several threads may share <see cref="Forward"/>.</summary>
    static virtual bool IsForwardSplit => false;

    /// <summary>The outputs of n samples.</summary>
    static abstract void Forward(ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n);

    /// <summary>One thread's part of <see cref="Forward"/>.</summary>
    static virtual void ForwardPart(ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n, Team team, int part) =>
        throw new NotSupportedException();

    /// <summary>The results of all layers of n samples, one after the other.</summary>
    static virtual void Inspect(ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n) =>
        throw new NotSupportedException();
}
