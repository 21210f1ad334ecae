using System.Globalization;
using System.Text;

namespace NetGen.Serialization;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its extents; none for a scalar.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Start, long End)
{
    private const int ShownExtents = 16;

    /// <summary>Its elements.</summary>
    public long ElementCount => (End - Start) / Type.Size();

    /// <summary>Type and shape as in all messages: <c>F32 [6, 1, 5, 5]</c>.</summary>
    public override string ToString() => $"{Type.Name()} {ShapeText(Shape)}";

    internal static string ShapeText<T>(IReadOnlyList<T> shape)
        where T : IFormattable
    {
        var text = new StringBuilder("[");
        for (var axis = 0; axis < Math.Min(shape.Count, ShownExtents); axis++)
            text.Append(axis == 0 ? "" : ", ").Append(shape[axis].ToString(null, CultureInfo.InvariantCulture));
        return text.Append(shape.Count > ShownExtents ? ", …]" : "]").ToString();
    }
}
