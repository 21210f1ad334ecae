using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A layer of the declaration and the node it yields; its parameters are called after <paramref name="Owner"/>.</summary>
internal sealed record BuiltLayer(string Name, string Kind, int Position, Node Node, string Owner);

/// <summary>A declaration as a graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Layers">The layers, in the order of the declaration.</param>
/// <param name="Outputs">The outputs by name.</param>
/// <param name="Seeds">Where the gradient starts: nodes whose gradient is known, and that gradient.</param>
/// <param name="Loss">The weighted sum of the losses, or null.</param>
/// <param name="Targets">What the losses want with each sample, labels first; the losses without targets are left out.</param>
internal sealed record BuiltNetwork(
    TensorGraph Graph,
    IReadOnlyList<BuiltLayer> Layers,
    IReadOnlyList<(string Name, Node Node)> Outputs,
    IReadOnlyList<(Node Node, Node Gradient)> Seeds,
    Node? Loss,
    IReadOnlyList<TargetSlot> Targets)
{
    /// <summary>The axis of the steps, once they stand around the tensors; null where samples have no steps.</summary>
    public NamedAxis? Time { get; init; }

    /// <summary>Whether outputs and targets are those of steps; else those of whole sequences. Without meaning where samples have no steps.</summary>
    public bool YieldsSequences { get; init; } = true;

    public IEnumerable<TargetSlot> Labels => Targets.Where(t => t.Target.Kind == TargetKind.Labels);

    /// <summary>Class indices of one sample.</summary>
    public int LabelLength => Labels.Sum(t => t.Length);

    /// <summary>Real-valued targets of one sample.</summary>
    public int ValueLength => TargetLength - LabelLength;

    /// <summary>Floats of one sample's packed targets: labels, then values.</summary>
    public int TargetLength => Targets.Sum(t => t.Length);
}
