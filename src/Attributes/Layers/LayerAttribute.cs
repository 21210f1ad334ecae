namespace NetGen;

/// <summary>
/// Base of all layers. A network reads top to bottom; a layer computes on the value of the layer above unless <see cref="From"/> names
/// another one. Layers that join several values name the further ones in their constructor: <c>[Add("skip")]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>
    /// The layer's name, unique in the network whatever the case, made of letters, digits and underscores. Default: the kind and a running
    /// number, <c>conv2d1</c>, <c>dense2</c>. It names parameters in files (<c>conv2d1.weight</c>) and the layer in messages.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The name of the layer or input above whose value this layer takes. Default: the layer directly above.</summary>
    public string? From { get; set; }

    /// <summary>
    /// <c>false</c> leaves the layer out: it passes its value on unchanged, and its name stands for that value. Meant for blocks:
    /// <c>When = Stride != 1</c>. Default: <c>true</c>.
    /// </summary>
    public bool When { get; set; } = true;
}
