using System.ComponentModel;

namespace NetGen;

/// <summary>
/// A network that takes a batch in parts of the caller's choosing: the losses of the parts add up to that of the batch, and so do their gradients,
/// whatever the losses divide by. Where statistics or a loss are over the whole batch (a batch normalisation, an overlap), they are those of the part;
/// such a loss is its mean over the parts.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITrainedInParts : INetwork
{
    /// <summary>Losses that are means over labels; each divides by the weight of all labels of the batch.</summary>
    int MassCount { get; }

    /// <summary>Whether there is no other loss: a batch without a label that counts then has none.</summary>
    bool CountsLabelsOnly { get; }

    /// <summary>Adds how much labels weigh, loss by loss; a label that does not count weighs nothing.</summary>
    /// <param name="labels">The class indices of whole samples.</param>
    /// <param name="masses">A sum for each such loss.</param>
    void AddMasses(ReadOnlySpan<int> labels, Span<double> masses);

    /// <summary>The share of some samples in the loss of a batch, in inference mode.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="labels">Their class indices, if the losses take any.</param>
    /// <param name="targets">Their real-valued targets, if the losses take any.</param>
    /// <param name="total">Samples of the batch.</param>
    /// <param name="masses">How much the labels of the batch weigh, loss by loss.</param>
    float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses);

    /// <summary>The share of some samples in the loss of a batch, in training mode, and the gradient of that share.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="labels">Their class indices, if the losses take any.</param>
    /// <param name="targets">Their real-valued targets, if the losses take any.</param>
    /// <param name="total">Samples of the batch.</param>
    /// <param name="masses">How much the labels of the batch weigh, loss by loss.</param>
    /// <param name="gradient">Receives the gradient, overwritten.</param>
    float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, Span<float> gradient);
}
