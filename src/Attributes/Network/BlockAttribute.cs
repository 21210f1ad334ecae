namespace NetGen;

/// <summary>
/// Marks a class as a reusable piece of networks. Its <c>const</c> fields are its parameters, because the arguments of its layer attributes may
/// be constant expressions over them; <see cref="BlockAttribute{T}"/> inserts it with other values.
/// </summary>
/// <remarks>
/// The name <c>input</c> stands for the block's own input, for skip connections: <c>[Add("input")]</c>. Nothing is emitted for a block; one that is
/// also marked <see cref="NetworkAttribute"/>, with <see cref="InputAttribute"/>s and <c>partial</c>, is compiled as a network of its own as well, at
/// its default constants, and can be run and tested alone. Losses and budgets of a block count only there.
/// </remarks>
/// <example>
/// <code>
/// [Block]
/// [Conv2D(Channels, 3, Stride = Stride, Padding = 1), BatchNorm, Relu, Conv2D(Channels, 3, Padding = 1), BatchNorm(Name = "main")]
/// [Conv2D(Channels, 1, Stride = Stride, From = "input", When = Projected), BatchNorm(When = Projected)]
/// [Add("main"), Relu]
/// partial class Basic
/// {
///     const int Channels = 64, Stride = 1;
///     const bool Projected = Stride != 1;
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute;
