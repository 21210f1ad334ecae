using System.Globalization;

namespace NetGen.Serialization;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents; none for a scalar.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Start, long End)
{
    /// <summary>Its elements.</summary>
    public long ElementCount => (End - Start) / Type.Size();

    /// <summary>Type and shape as in all messages: <c>F32 [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Type} {ShapeText(Shape)}";

    internal static string ShapeText<T>(IReadOnlyList<T> shape)
        where T : IFormattable =>
        "[" + string.Join(", ", shape.Take(16).Select(extent => extent.ToString(null, CultureInfo.InvariantCulture))) + (shape.Count > 16 ? ", …]" : "]");
}
