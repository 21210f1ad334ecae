namespace NetGen.Peers.Models;

/// <summary>The tensors of a model by name, in the canonical layout; both sides of a comparison compute with the same ones.</summary>
internal sealed class Weights(IReadOnlyDictionary<string, Tensor> tensors)
{
    /// <summary>All tensors.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => tensors;

    /// <summary>The elements of a tensor.</summary>
    /// <exception cref="InvalidDataException">There is none of this name, or its shape is another one.</exception>
    public float[] Get(string name, params ReadOnlySpan<int> shape)
    {
        if (!tensors.TryGetValue(name, out var tensor))
            throw new InvalidDataException($"There is no tensor '{name}'; there are: {string.Join(", ", tensors.Keys.Order(StringComparer.Ordinal))}.");
        if (!shape.SequenceEqual(tensor.Shape))
            throw new InvalidDataException($"'{name}' has the shape [{string.Join(", ", tensor.Shape)}]; [{string.Join(", ", shape.ToArray())}] is needed.");
        return tensor.Elements;
    }

    /// <summary>Reproducible random weights that keep activations of every depth within a few units.</summary>
    public static Weights Random(Model model, int seed)
    {
        var random = new Random(seed);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var node in model.Nodes)
        {
            foreach (var parameter in node.Layer.Parameters(node.InputShapes))
            {
                // Uniform on ±√(3/fan-in) has variance 1/fan-in: a sum of fan-in unit terms keeps unit variance.
                var (centre, spread) = parameter.Role == ParameterRole.Scale ? (1.0, 0.5) : (0.0, Math.Sqrt(3.0 / parameter.FanIn));
                var elements = new float[parameter.Shape.Aggregate(1, (product, extent) => product * extent)];
                for (var i = 0; i < elements.Length; i++) elements[i] = (float)(centre + (spread * ((2 * random.NextDouble()) - 1)));
                tensors.Add(node.Tensor(parameter.Suffix), new Tensor(parameter.Shape, elements));
            }
        }

        return new Weights(tensors);
    }

    /// <summary>The same weights with the precision of bfloat16 (8 bits, ties to even), so that storing them in it changes nothing.</summary>
    public Weights RoundedToBFloat16() => new(tensors.ToDictionary(
        entry => entry.Key,
        entry => entry.Value with { Elements = Array.ConvertAll(entry.Value.Elements, RoundToBFloat16) },
        StringComparer.Ordinal));

    private static float RoundToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        var roundingBias = 0x7FFFu + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle((bits + roundingBias) & 0xFFFF0000u);
    }
}

/// <summary>A shape and its elements in row-major order.</summary>
internal sealed record Tensor(int[] Shape, float[] Elements);
