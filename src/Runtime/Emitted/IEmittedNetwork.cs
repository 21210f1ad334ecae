using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>A network whose shell takes batches in parts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IEmittedNetwork : ITrainedInParts
{
    /// <summary>The shell.</summary>
    protected ITrainingShell Shell { get; }

    int ITrainedInParts.MassCount => Shell.MassCount;

    bool ITrainedInParts.CountsLabelsOnly => Shell.CountsLabelsOnly;

    void ITrainedInParts.AddMasses(ReadOnlySpan<int> labels, Span<double> masses) => Shell.AddMasses(labels, masses);

    float ITrainedInParts.Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses) =>
        Shell.Evaluate(input, labels, targets, total, masses);

    float ITrainedInParts.Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, Span<float> gradient) =>
        Shell.Gradient(input, labels, targets, total, masses, gradient);
}
