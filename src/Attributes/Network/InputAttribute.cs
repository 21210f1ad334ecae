namespace NetGen;

/// <summary>
/// Declares an input by its shape, without the batch: <c>[Input(784)]</c> a vector, <c>[Input(3, 224, 224)]</c> channels, height and width,
/// <c>[Input(256, 64)]</c> a sequence of 256 steps of 64 features.
/// </summary>
/// <param name="shape">One extent per axis, all positive.</param>
/// <remarks>
/// A network with several inputs names them and its layers choose with <see cref="LayerAttribute.From"/>. Values of several inputs follow each
/// other inside a sample, in the order of their declaration.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>One extent per axis, without the batch.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The name layers refer to. Default: <c>input</c>, and <c>input2</c>, <c>input3</c>… for further ones.</summary>
    public string? Name { get; set; }
}
