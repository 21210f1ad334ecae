namespace NetGen;

/// <summary>
/// Inserts the layers of a block, with other values for its constants:
/// <c>[Block&lt;Bottleneck&gt;("Channels = 128, Stride = 2", Repeat = 3)]</c>.
/// </summary>
/// <typeparam name="T">A class marked <see cref="BlockAttribute"/>, declared in the same project.</typeparam>
/// <param name="constants">
/// The constants to replace, as <c>Name = expression</c> separated by commas; expressions may use constants of the class that inserts the
/// block. Constants that depend on replaced ones follow.
/// </param>
/// <param name="others">
/// The values of the block's second and further <see cref="InputAttribute">inputs</see>, by name. Its first input is the layer above, or
/// <see cref="LayerAttribute.From"/>.
/// </param>
/// <remarks>
/// The inserted layers are named after the block: <c>bottleneck1.conv2d1</c>. The name <c>bottleneck1</c> stands for the block's output (its
/// last layer, or the one its <see cref="OutputAttribute"/> names), and the layers inside can be referred to from outside by their full name.
/// </remarks>
public sealed class BlockAttribute<T>(string constants = "", params string[] others) : LayerAttribute
    where T : class
{
    /// <summary>The constants to replace, as <c>Name = expression</c> separated by commas.</summary>
    public string Constants { get; } = constants;

    /// <summary>The values of the block's second and further inputs, by name.</summary>
    public string[] Others { get; } = others;

    /// <summary>How many copies stand in a row, each with parameters of its own. Default: 1.</summary>
    /// <remarks>The layers of several copies are called <c>bottleneck1.1.conv2d1</c>, <c>bottleneck1.2.conv2d1</c>….</remarks>
    public int Repeat { get; set; } = 1;

    /// <summary>
    /// Another insertion of the same block whose parameters this one uses, by name, so that two branches compute the same function
    /// (a siamese network). Default: parameters of its own.
    /// </summary>
    public string? WeightsOf { get; set; }
}
