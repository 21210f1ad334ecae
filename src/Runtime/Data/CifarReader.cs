namespace NetGen.Data;

/// <summary>
/// Reads the binary form of CIFAR-10 and CIFAR-100, plain or gzip: records of one or two label bytes and 3 × 32 × 32 pixels, channel by channel.
/// </summary>
public static class CifarReader
{
    private const int Pixels = 3 * 32 * 32;
    private const int MostLabelBytes = 16;

    /// <summary>Reads one or more files of records, one after the other.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="labelBytes">Label bytes of a record: 1 in CIFAR-10, 2 in CIFAR-100 (coarse, fine), of which the last one is taken.</param>
    /// <param name="scale">Multiplies the pixels; the default brings them to [0, 1].</param>
    /// <exception cref="InvalidDataException">
    /// A file is empty or not a whole number of records, compressed data are damaged or incomplete, or there are more pixels than one array can hold.
    /// </exception>
    /// <exception cref="ArgumentException">There are no paths, or the number of label bytes is not from 1 to 16.</exception>
    public static Dataset Read(IReadOnlyList<string> paths, int labelBytes = 1, float scale = 1f / 255)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0) throw new ArgumentException("There is no file to read.", nameof(paths));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(labelBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labelBytes, MostLabelBytes);
        var inputs = new List<float[]>();
        var labels = new List<int>();
        foreach (var path in paths)
        {
            using var stream = DataStream.Open(path);
            try
            {
                ReadRecords(stream, labelBytes, scale, inputs, labels);
            }
            catch (InvalidDataException problem)
            {
                throw new InvalidDataException($"{path}: {problem.Message}", problem);
            }
        }

        var all = new float[inputs.Count * Pixels];
        for (var i = 0; i < inputs.Count; i++) inputs[i].CopyTo(all, i * Pixels);
        return new Dataset(all, Pixels, labels.ToArray());
    }

    /// <inheritdoc cref="Read(IReadOnlyList{string}, int, float)"/>
    public static Dataset Read(string path, int labelBytes = 1, float scale = 1f / 255) => Read([path], labelBytes, scale);

    private static void ReadRecords(Stream stream, int labelBytes, float scale, List<float[]> inputs, List<int> labels)
    {
        var record = new byte[labelBytes + Pixels];
        var first = labels.Count;
        while (stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) is var read && read > 0)
        {
            if (read < record.Length)
                throw new InvalidDataException(
                    $"The last record has {read} bytes, but a record has {record.Length} ({labelBytes} label bytes and 3 × 32 × 32 pixels).");
            if ((inputs.Count + 1L) * Pixels > Array.MaxLength) throw new InvalidDataException($"More than {Array.MaxLength / Pixels} images are more than one array can hold.");
            labels.Add(record[labelBytes - 1]);
            var pixels = new float[Pixels];
            for (var i = 0; i < Pixels; i++) pixels[i] = record[labelBytes + i] * scale;
            inputs.Add(pixels);
        }

        if (labels.Count == first) throw new InvalidDataException("The file has no records.");
    }
}
