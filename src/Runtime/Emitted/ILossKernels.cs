using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>What is specific to a network that has a loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILossKernels : INetworkKernels
{
    /// <summary>Class indices of one sample.</summary>
    static virtual int LabelLength => 0;

    /// <summary>Real-valued targets of one sample.</summary>
    static virtual int ValueLength => 0;

    /// <summary>The losses that are means over labels.</summary>
    static virtual LabelMass[] Masses => [];

    /// <summary>The scratch memory of <see cref="Evaluate"/>.</summary>
    static abstract ProgramMemory EvaluateMemory { get; }

    /// <summary>In turn: the offset of a state from which a recurrence of <see cref="Evaluate"/> starts, in the memory of each row, and its length.</summary>
    static virtual ReadOnlySpan<int> StatesOfEvaluate => [];

    /// <summary>In turn: a place in the scratch memory of <see cref="Evaluate"/>, and the number of the mass that it holds.</summary>
    static virtual ReadOnlySpan<int> MassesOfEvaluate => [];

    /// <summary>The share of n samples in the mean loss of a batch of total.</summary>
    static abstract float Evaluate(ref float input, ref float targets, ref float parameters, ref float buffers, ref float workspace, int n, int total);
}
