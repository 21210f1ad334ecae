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
