using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Facts of a canonical shape.</summary>
internal static class CanonicalShape
{
    /// <summary>The product of the extents; 1 for a scalar.</summary>
    public static long ElementCount(ReadOnlySpan<int> shape)
    {
        var count = 1L;
        foreach (var extent in shape) count = checked(count * extent);
        return count;
    }

    /// <summary>The shape as in all messages: <c>[6, 1, 5, 5]</c>.</summary>
    public static string Text(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("[");
        for (var axis = 0; axis < shape.Length; axis++) text.Append(CultureInfo.InvariantCulture, $"{(axis == 0 ? "" : ", ")}{shape[axis]}");
        return text.Append(']').ToString();
    }

    /// <summary>Refuses a span whose length is not that of the shape.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Require(ReadOnlySpan<float> values, ReadOnlySpan<int> shape)
    {
        if (values.Length != ElementCount(shape))
            throw new ArgumentException($"The shape {Text(shape)} has {ElementCount(shape)} elements, but the span holds {values.Length}.", nameof(values));
    }
}
