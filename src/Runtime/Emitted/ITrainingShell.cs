using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>What <see cref="ITrainedInParts"/> asks for, of a shell.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainingShell
{
    /// <inheritdoc cref="ITrainedInParts.MassCount"/>
    int MassCount { get; }

    /// <inheritdoc cref="ITrainedInParts.CountsLabelsOnly"/>
    bool CountsLabelsOnly { get; }

    /// <inheritdoc cref="ITrainedInParts.AddMasses"/>
    void AddMasses(ReadOnlySpan<int> labels, Span<double> masses);

    /// <inheritdoc cref="ITrainedInParts.Evaluate"/>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses);

    /// <inheritdoc cref="ITrainedInParts.Gradient"/>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, Span<float> gradient);
}
