namespace NetGen.Serialization;

/// <summary>One parameter under the names of all layers that share it: a file may hold it under any of them, several times if the values are equal.</summary>
internal static class TiedTensors
{
    /// <summary>The first entry of a file that is this parameter; null if there is none.</summary>
    public static TensorEntry? Find(ParameterInfo tensor, Dictionary<string, TensorEntry> entries)
    {
        if (entries.TryGetValue(tensor.Name, out var entry)) return entry;
        foreach (var alias in tensor.Aliases)
        {
            if (entries.TryGetValue(alias, out entry)) return entry;
        }

        return null;
    }

    /// <summary>Reports entries of one parameter whose values differ. Types and shapes are checked already.</summary>
    public static void Compare(ParameterInfo tensor, Dictionary<string, TensorEntry> entries, ReadOnlySpan<byte> data, List<string> mismatches)
    {
        if (tensor.Aliases.Count == 0) return;
        var first = Find(tensor, entries)!;
        foreach (var alias in tensor.Aliases)
        {
            if (!entries.TryGetValue(alias, out var other) || ReferenceEquals(other, first) || AreEqual(first, other, data)) continue;
            mismatches.Add($"{alias}: the values differ from those of {first.Name}, with which the network shares them");
        }
    }

    // Equal bits, so that NaN equals itself; of two types, after both were widened.
    private static bool AreEqual(TensorEntry a, TensorEntry b, ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> aBytes = data[(int)a.Start..(int)a.End], bBytes = data[(int)b.Start..(int)b.End];
        if (a.Type == b.Type) return aBytes.SequenceEqual(bBytes);
        var (aValues, bValues) = (new float[a.ElementCount], new float[b.ElementCount]);
        FloatDecoder.Decode(aBytes, a.Type, aValues);
        FloatDecoder.Decode(bBytes, b.Type, bValues);
        for (var i = 0; i < aValues.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(aValues[i]) != BitConverter.SingleToInt32Bits(bValues[i])) return false;
        }

        return true;
    }
}
