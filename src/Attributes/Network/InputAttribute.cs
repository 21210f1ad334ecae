namespace NetGen;

/// <summary>
/// Declares an input by its shape, without the batch: <c>[Input(784)]</c> a vector, <c>[Input(3, 224, 224)]</c> channels, height and width,
/// <c>[Input(256, 64)]</c> a sequence of 256 steps of 64 features, <c>[Input(64, Steps = 256)]</c> one of at most 256 steps.
/// </summary>
/// <param name="shape">One extent per axis, all positive.</param>
/// <remarks>
/// A network with several inputs names them and its layers choose with <see cref="LayerAttribute.From"/>. Values of several inputs follow each
/// other inside a sample, in the order of their declaration. A network of sequences (<see cref="Steps"/>) has one input.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>One extent per axis, without the batch.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>
    /// The greatest number of steps, where the input is a sequence whose length is known only when the network runs: layers see the shape with
    /// the steps as an axis in front of it, [T, 64]. Default: none, samples of one shape.
    /// </summary>
    /// <remarks>
    /// <c>Forward(input, output)</c> computes one sequence of input.Length / 64 steps, <c>Forward(batch, lengths, output)</c> several, padded to the
    /// longest. Work is proportional to the steps that exist. Recurrent layers carry a state from step to step; other layers that combine steps with each other are refused (NG0112).
    /// </remarks>
    public int Steps { get; set; }

    /// <summary>The name layers refer to. Default: <c>input</c>, and <c>input2</c>, <c>input3</c>… for further ones.</summary>
    public string? Name { get; set; }
}
