using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>One loss: how it lowers to the graph. A loss is one sealed class and one line of the catalogue.</summary>
internal abstract class LossDefinition
{
    /// <summary>The attribute's name without its suffix.</summary>
    public abstract string Kind { get; }

    /// <summary>What the caller hands over with each sample for an output of this shape; null after <see cref="LayerContext.Fail"/>.</summary>
    public abstract LossTarget? Target(LossContext c);

    /// <summary>Adds the nodes of the reduced loss, without its weight; null after <see cref="LayerContext.Fail"/>.</summary>
    public abstract LossNodes? Build(LossContext c);
}

/// <summary>A loss, and where a better form than the derived one is known, the gradient of the output it judges.</summary>
internal sealed record LossNodes(Node Value, Node? Gradient = null);

/// <summary>The type of a loss's targets.</summary>
internal enum TargetKind
{
    /// <summary>There are none: the loss compares values of the network with each other.</summary>
    None,

    /// <summary>Class indices.</summary>
    Labels,

    /// <summary>Real values.</summary>
    Values,
}

/// <summary>What a loss wants with each sample.</summary>
/// <param name="Kind">Class indices, real values or nothing.</param>
/// <param name="Shape">The shape of one sample's targets.</param>
/// <param name="Classes">For labels: how many classes there are.</param>
/// <param name="Ignored">For labels: the one that does not count, or null.</param>
internal sealed record LossTarget(TargetKind Kind, Extents Shape, int Classes = 0, int? Ignored = null)
{
    public static readonly LossTarget None = new(TargetKind.None, []);

    public static LossTarget Values(Extents shape) => new(TargetKind.Values, shape);

    /// <summary>Values of one sample, or of one step of a sequence.</summary>
    public int Length => Kind == TargetKind.None ? 0 : checked((int)Shape.Elements);
}

/// <summary>Where a loss's targets stand within a sample's packed targets: all labels (as floats) in the order of the losses, then all values.</summary>
/// <param name="Loss">The loss's name.</param>
/// <param name="Target">What they are.</param>
/// <param name="Offset">The first of them.</param>
/// <param name="Scores">Where in a sample's outputs the scores of the labels' classes stand, [classes, positions]; −1 where they do not.</param>
internal sealed record TargetSlot(string Loss, LossTarget Target, int Offset, int Scores)
{
    public int Length => Target.Length;
}
