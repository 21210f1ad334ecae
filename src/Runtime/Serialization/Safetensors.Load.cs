namespace NetGen.Serialization;

/// <content>Reading.</content>
public static partial class Safetensors
{
    private const string BatchCounter = "num_batches_tracked";

    /// <summary>Reads the parameters and buffers of a network from a file with PyTorch's names and layouts. F32, F16 and BF16 are accepted.</summary>
    /// <remarks>
    /// Everything is checked before the first value is written: either all of the network is loaded or none of it. The <c>num_batches_tracked</c> that
    /// PyTorch saves with a batch normalisation (one number of any type) is ignored: it counts training steps and has no influence on results. A
    /// parameter that layers share may be in the file under the name of any of them; where it is there several times, the values must be equal.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block, overwritten but for the padding.</param>
    /// <param name="buffers">Its buffer block, overwritten but for the padding.</param>
    /// <exception cref="SafetensorsException">The file is broken, or names, types or shapes are not the network's; all mismatches at once.</exception>
    /// <exception cref="ArgumentException">A block has another length than the network's.</exception>
    public static void Load(string path, NetworkInfo info, Span<float> parameters, Span<float> buffers) => Load(AllBytes.Of(path), info, parameters, buffers);

    /// <inheritdoc cref="Load(string, NetworkInfo, Span{float}, Span{float})"/>
    /// <param name="stream">The file, read from the stream's position to its end.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block, overwritten but for the padding.</param>
    /// <param name="buffers">Its buffer block, overwritten but for the padding.</param>
    public static void Load(Stream stream, NetworkInfo info, Span<float> parameters, Span<float> buffers) => Load(AllBytes.Of(stream), info, parameters, buffers);

    /// <inheritdoc cref="Load(string, NetworkInfo, Span{float}, Span{float})"/>
    /// <param name="file">The whole file.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block, overwritten but for the padding.</param>
    /// <param name="buffers">Its buffer block, overwritten but for the padding.</param>
    public static void Load(ReadOnlySpan<byte> file, NetworkInfo info, Span<float> parameters, Span<float> buffers)
    {
        info.RequireBlocks(parameters, buffers);
        var (entries, _, dataStart) = SafetensorsFile.ReadHeader(file);
        var data = file[dataStart..];
        var mismatches = Mismatches(info, entries, data);
        if (mismatches.Count > 0) throw new SafetensorsException($"The file does not fit the network {info.Name}", mismatches);

        var canonical = GC.AllocateUninitializedArray<float>(info.LargestElementCount);
        foreach (var parameter in info.Parameters) Copy(Entry(parameter), data, canonical, parameter, parameters);
        foreach (var buffer in info.Buffers) Copy(Entry(buffer), data, canonical, buffer, buffers);

        TensorEntry Entry(ParameterInfo tensor) => TiedTensors.Find(tensor, entries)!;
    }

    private static List<string> Mismatches(NetworkInfo info, Dictionary<string, TensorEntry> entries, ReadOnlySpan<byte> data)
    {
        var mismatches = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in info.Parameters) Compare(parameter, entries, data, known, mismatches);
        foreach (var buffer in info.Buffers) Compare(buffer, entries, data, known, mismatches);

        var unknown = new List<TensorEntry>();
        foreach (var entry in entries.Values)
        {
            if (!known.Contains(entry.Name) && !IsBatchCounter(entry)) unknown.Add(entry);
        }

        unknown.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var entry in unknown) mismatches.Add($"{HeaderReader.Shown(entry.Name)}: unexpected; the network has no such parameter ({entry})");
        return mismatches;
    }

    private static void Compare(
        ParameterInfo expected, Dictionary<string, TensorEntry> entries, ReadOnlySpan<byte> data, HashSet<string> known, List<string> mismatches)
    {
        var shape = TensorEntry.ShapeText(expected.Shape);
        var before = mismatches.Count;
        CompareOne(expected.Name);
        foreach (var alias in expected.Aliases) CompareOne(alias);
        if (TiedTensors.Find(expected, entries) is null) mismatches.Add($"{expected.Name}: missing; expected F32 {shape}");
        else if (mismatches.Count == before) TiedTensors.Compare(expected, entries, data, mismatches);

        void CompareOne(string name)
        {
            known.Add(name);
            if (!entries.TryGetValue(name, out var entry)) return;
            if (!FloatDecoder.Decodes(entry.Type)) mismatches.Add($"{name}: the type is {entry.Type.Name()}; expected F32, F16 or BF16");
            if (!SameShape(entry.Shape, expected.Shape)) mismatches.Add($"{name}: the shape is {TensorEntry.ShapeText(entry.Shape)}; expected {shape}");
        }
    }

    private static bool SameShape(IReadOnlyList<long> shape, IReadOnlyList<int> expected)
    {
        if (shape.Count != expected.Count) return false;
        for (var axis = 0; axis < shape.Count; axis++)
        {
            if (shape[axis] != expected[axis]) return false;
        }

        return true;
    }

    // Conversions of a whole file convert it as well (to F32, F16 …), and exporters give it an axis.
    private static bool IsBatchCounter(TensorEntry entry) =>
        entry.ElementCount == 1
        && (entry.Name == BatchCounter || entry.Name.EndsWith("." + BatchCounter, StringComparison.Ordinal));

    private static void Copy(TensorEntry entry, ReadOnlySpan<byte> data, float[] canonical, ParameterInfo target, Span<float> block)
    {
        var values = canonical.AsSpan(0, target.Layout.ElementCount);
        FloatDecoder.Decode(data[(int)entry.Start..(int)entry.End], entry.Type, values);
        target.Layout.FromCanonical(values, block.Slice(target.Offset, target.Layout.Length));
    }
}
