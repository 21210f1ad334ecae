using System.Buffers.Binary;

namespace NetGen.Data;

/// <summary>
/// Reads IDX files (the format of MNIST), plain or gzip-compressed: two zero bytes, the element type, the number of axes, the extents and the
/// elements, all big-endian.
/// </summary>
public static class IdxReader
{
    /// <summary>Reads one array.</summary>
    /// <exception cref="InvalidDataException">The file is not a well-formed IDX file; nothing larger than its content was allocated.</exception>
    public static IdxArray Read(string path)
    {
        using var stream = DataStream.Open(path);
        try
        {
            return Read(stream);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Reads one array, plain or gzip.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static IdxArray Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = DataStream.Decompressed(stream);
        var head = DataStream.ReadExactly(source, 4, "The IDX header");
        if (head[0] != 0 || head[1] != 0)
            throw new InvalidDataException($"An IDX file begins with two zero bytes, this one with 0x{head[0]:X2} 0x{head[1]:X2}.");
        var element = (IdxElement)head[2];
        var size = IdxArray.SizeOf(element);
        var axes = head[3];
        if (axes == 0) throw new InvalidDataException("The IDX header announces an array without axes.");
        var extents = DataStream.ReadExactly(source, 4 * axes, "The IDX header");
        var shape = new int[axes];
        long length = size;
        for (var axis = 0; axis < axes; axis++)
        {
            shape[axis] = BinaryPrimitives.ReadInt32BigEndian(extents.AsSpan(4 * axis));
            if (shape[axis] <= 0) throw new InvalidDataException($"The IDX header gives axis {axis} the extent {shape[axis]}.");
            // Below 2^31 · 2^31 the product cannot overflow; beyond the largest array the file is refused anyway.
            length *= shape[axis];
            if (length > Array.MaxLength) throw new InvalidDataException($"The IDX header announces more than {Array.MaxLength} bytes.");
        }

        var bytes = DataStream.ReadExactly(source, length, "The IDX array");
        DataStream.ExpectEnd(source, "the IDX array");
        return new IdxArray(element, shape, bytes);
    }

    /// <summary>Reads images and their labels.</summary>
    /// <param name="images">The file of the inputs; axis 0 counts the samples.</param>
    /// <param name="labels">The file of the class indices.</param>
    /// <param name="scale">Multiplies the inputs; the default brings bytes to [0, 1].</param>
    /// <exception cref="InvalidDataException">A file is malformed, or they hold different numbers of samples.</exception>
    public static Dataset ReadDataset(string images, string labels, float scale = 1f / 255)
    {
        var inputs = Read(images);
        var classes = Read(labels);
        if (classes.Shape.Count != 1) throw new InvalidDataException($"{labels}: labels have one axis, but this file has {classes.Shape.Count}.");
        if (inputs.Shape[0] != classes.Shape[0])
            throw new InvalidDataException($"{images} holds {inputs.Shape[0]} samples, but {labels} holds {classes.Shape[0]} labels.");
        return new Dataset(inputs.ToFloats(scale), inputs.Length / inputs.Shape[0], classes.ToLabels());
    }
}
