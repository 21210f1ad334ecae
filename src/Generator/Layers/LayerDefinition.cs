using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>One word of the vocabulary: how a layer lowers to the graph. A layer is one sealed class in one file and one line of the catalogue.</summary>
internal abstract class LayerDefinition
{
    /// <summary>The attribute's name without its suffix.</summary>
    public abstract string Kind { get; }

    /// <summary>Adds the layer's nodes; null after <see cref="LayerContext.Fail"/>.</summary>
    public abstract Node? Build(LayerContext c);
}

/// <summary>A loss: how far the outputs are from the targets.</summary>
internal abstract class LossDefinition
{
    public abstract string Kind { get; }

    /// <summary>Whether targets are class indices (or real values).</summary>
    public abstract bool TakesLabels(LayerContext c);

    /// <summary>The shape of one sample's targets for an output of this shape; null after <see cref="LayerContext.Fail"/>.</summary>
    public abstract int[]? TargetShape(LayerContext c);

    /// <summary>The mean loss. Sources: the output, then the targets (class indices as floats).</summary>
    public abstract LossNodes? Build(LayerContext c);
}

/// <summary>A loss, and where a better form than the derived one is known, the gradient of its input.</summary>
internal sealed record LossNodes(Node Value, Node? Gradient = null);
