namespace NetGen.Conformance.Layers;

/// <summary>
/// Extents at which layouts change: one element, one below, at and one above the lanes of a panel and of two; rows of one element; a bias or a number that is
/// the same in all lanes; elements that come from nowhere. What stands in padding lanes and halos decides what these compute.
/// </summary>
internal static class EdgeNetworks
{
    private static readonly int[] Channels = [1, 2, 15, 16, 17, 31, 32, 33, 48];

    /// <summary>The attributes of each network, but for its loss.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Around().Concat(OfOneElement()).Concat(Chains()).Concat(Narrow()).Distinct()];

    private static IEnumerable<string> Around()
    {
        foreach (var c in Channels)
        {
            yield return $"[Input({c}, 2)][Conv1D({c}, 1), Pad(1, 1), Conv1D(3, 2)]";
            yield return $"[Input({c}, 3)][Conv1D({c}, 1), Pad(2, 0, Value = 0.5f), Tanh]";
            yield return $"[Input({c}, 5)][Conv1D({c}, 1), AdaptiveAvgPool1D(3)]";
            yield return $"[Input({c}, 7)][Conv1D({c}, 1), AdaptiveMaxPool1D(4), Conv1D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 2, 4)][Conv2D({c}, 1), AdaptiveAvgPool2D(3)]";
            yield return $"[Input({c})][Dense({c}), Pad(2, 2, Value = 1), RmsNorm]";
            yield return $"[Input({c})][Dense({c}), Pad(1, 3, Value = -0.5f), LayerNorm, Dense(3)]";
            yield return $"[Input({c}, 4)][Conv1D({c}, 1), Crop(1, 1), Softmax(Axis = 0)]";
            yield return $"[Input({c}, 8)][Conv1D({c}, 1, Name = \"a\"), Conv1D(5, 1, From = \"input\", Name = \"b\"), Concat(\"a\"), Conv1D(4, 3, Padding = 1)]";
            yield return $"[Input({c}, 7)][Conv1D({c}, 1), Permute(1, 0), Dense(3)]";
            yield return $"[Input({c}, 3)][Conv1D({c}, 1), Upsample(Scale = 1.5f), Conv1D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 3)][ConvTranspose1D({c}, 3, Stride = 2, Padding = 1, OutputPadding = 1), Sigmoid, Conv1D(3, 3, Padding = 1)]";
            yield return $"[Input({c}, 5)][Conv1D({c}, 3, Padding = 1, Groups = {c}), Sigmoid, Conv1D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 4, 7)][Conv2D({c}, 3, Padding = 1), Sigmoid, MaxPool2D(2), Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input(3, 9)][Conv1D({c}, 3, Padding = 1), Sigmoid, Conv1D(3, 3, Padding = 1)]";
            yield return $"[Input({c}, 1)][Conv1D({c}, 1), LayerNorm({c}, 1)]";
            yield return $"[Input({c}, 2, 2, 2)][Conv3D({c}, 1), Pad(1), Conv3D(2, 3)]";
        }
    }

    private static IEnumerable<string> OfOneElement()
    {
        foreach (var c in new[] { 1, 2, 3, 16, 17 })
        {
            yield return $"[Input({c}, 1)][Relu, AdaptiveAvgPool1D(3)]";
            yield return $"[Input({c}, 1, 1)][Conv2D({c}, 1), AdaptiveMaxPool2D(4), Conv2D(2, 3)]";
            yield return $"[Input({c}, 1, 1, 1)][Conv3D({c}, 1), AdaptiveAvgPool3D(2)]";
            yield return $"[Input({c}, 5, 1)][Relu, Conv2D(1, 3, Padding = 2)]";
            yield return $"[Input({c}, 8, 1)][Relu, Conv2D(1, 2, Padding = 1)]";
            yield return $"[Input({c}, 1, 8)][Relu, Conv2D(1, 3, Padding = 1), Tanh, Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 3, 1)][Conv2D(2, 3, Padding = 1, Bias = false), Sigmoid, Conv2D(1, 3, Padding = 1)]";
            yield return $"[Input({c}, 2, 3, 1)][Relu, Conv3D(1, 3, Padding = 2)]";
            yield return $"[Input({c}, 1)][ConvTranspose1D(1, 3), Sigmoid, Conv1D(1, 3, Padding = 1)]";
            yield return $"[Input({c}, 6, 1)][MaxPool2D(2, 1), Conv2D(1, 3, Padding = 1), AvgPool2D(2, 1)]";
        }

        yield return "[Input(1, 2)][Dense(1), Conv1D(1, 3, Padding = 1)]";
        yield return "[Input(3, 2)][Dense(1), Conv1D(2, 3, Padding = 1)]";
        yield return "[Input(2, 5)][Dense(1), Add(\"input\"), Conv1D(1, 5, Padding = 2)]";
        yield return "[Input(2, 5)][Conv1D(1, 5), Sigmoid, Conv1D(2, 3, Padding = 1)]";
        yield return "[Input(4, 6)][Conv1D(2, 6), Activation(\"x + 1\"), Conv1D(2, 3, Padding = 1)]";
    }

    private static IEnumerable<string> Chains()
    {
        foreach (var steps in new[] { 2, 7, 8, 12, 16, 17, 33 })
        {
            yield return $"[Input({steps}, 1)][Dense(2), Tanh, Dense(1)]";
            yield return $"[Input({steps}, 3)][Dense(4), Relu, Dense(1)]";
            yield return $"[Input({steps}, 3)][Dense(5), LayerNorm, Dense(2)]";
            yield return $"[Input({steps}, 2)][Dense(7), Softmax, Dense(3)]";
            yield return $"[Input({steps}, 2)][Dense(3, Name = \"a\"), Dense(3), Add(\"a\"), Dense(2)]";
            yield return $"[Input({steps}, 2)][Dense(3), BatchNorm, Dense(4)]";
            yield return $"[Input({steps}, 2)][Dense(3, Name = \"a\"), Dense(2), Concat(\"a\", Axis = -1), Dense(2)]";
            yield return $"[Input({steps}, 3)][Dense(4), RmsNorm, Permute(1, 0), Dense(2)]";
        }

        foreach (var c in new[] { 1, 2, 3, 5 })
        {
            yield return $"[Input(1, 9)][Conv1D({c}, 3), GlobalAvgPool, Softmax(Axis = 0)]";
            // Two values are normalised to one and minus one, whatever they are: their gradient is rounding.
            if (c > 2) yield return $"[Input(1, 9)][Conv1D({c}, 3), GlobalMaxPool, LayerNorm({c}, 1)]";
            yield return $"[Input(2, 9)][Conv1D({c}, 3), GlobalAvgPool, BatchNorm, Conv1D(2, 1)]";
            yield return $"[Input(1, 8, 8)][Conv2D({c}, 3), GlobalAvgPool, Softmax(Axis = 0), Flatten, Dense(2)]";
            yield return $"[Input(1, 9)][Conv1D({c}, 3, Name = \"a\"), GlobalAvgPool, Sigmoid, Multiply(\"a\"), Softmax(Axis = 0)]";
        }

        yield return "[Input(17, 4, 5)][ConvTranspose2D(1, 5, Stride = 3, Padding = 2, OutputPadding = 1)]";
        yield return "[Input(18, 4, 4)][ConvTranspose2D(3, 4, Stride = 2, Padding = 1)]";
        yield return "[Input(16, 5, 4)][Conv2D(16, 3, Padding = 1), Upsample(Mode = Interpolation.Bilinear, Scale = 1.5f), Conv2D(16, 3, Padding = 1)]";
        yield return "[Input(1, 6, 5)][Conv2D(16, 3, Padding = 1), Upsample(Mode = Interpolation.Bicubic, Sizes = new[] { 8, 9 })]";
        yield return "[Input(17, 3, 3, 16)][Permute(1, 2, 0, 3), Tanh]";
        yield return "[Input(3, 17, 18)][Slice(0, 1, 2), Sigmoid]";
        yield return "[Input(4, 5, 33)][Conv2D(4, 1), Softmax]";
        yield return "[Input(2, 2, 1)][MatMul(\"input\", TransposeLeft = true), BatchNorm]";
        yield return "[Input(3, 4, 1)][MatMul(\"input\", TransposeRight = true), LayerNorm]";
        yield return "[Input(5, 1)][MatMul(\"input\", TransposeLeft = true), Tanh]";
    }

    /// <summary>Dense layers of few outputs: their lanes run along the sum.</summary>
    private static IEnumerable<string> Narrow()
    {
        foreach (var (terms, outputs) in new[] { (16, 1), (17, 1), (31, 3), (32, 2), (33, 1), (48, 5), (64, 4), (250, 1), (250, 8), (256, 7) })
        {
            yield return $"[Input({terms})][Dense({outputs})]";
            yield return $"[Input({terms})][Dense({outputs}, Bias = false), Sigmoid]";
            yield return $"[Input({terms})][Dense({terms}), Tanh, Dense({outputs}), Gelu, Dense(3)]";
            yield return $"[Input({terms})][Dense({outputs}, Name = \"a\"), Dense({outputs}, From = \"input\"), Add(\"a\"), Softplus]";
        }

        foreach (var c in new[] { 1, 15, 16, 33 })
        {
            yield return $"[Input({c}, 9)][Conv1D({c}, 3, Padding = 1), Relu, Flatten, Dense(1)]";
            yield return $"[Input({c}, 4, 5)][Conv2D({c}, 1), Sigmoid, Flatten, Dense(3), Softmax, Dense(2)]";
            yield return $"[Input({c}, 6)][Conv1D({c}, 1, Name = \"a\"), Conv1D(2, 3, Padding = 1), Flatten, Dense(2, Name = \"b\"), Flatten(From = \"a\"), Dense(2), Multiply(\"b\")]";
            yield return $"[Input({c}, 3, 3, 2)][Conv3D({c}, 2), Tanh, Flatten, Dense(2)]";
        }

        yield return "[Input(40, Name = \"x\")][Input(50, Name = \"y\")][Dense(1, From = \"x\", Name = \"p\"), Dense(1, From = \"y\"), Add(\"p\")]";
        // Too many for that: a second panel of outputs, and more sums than registers.
        foreach (var outputs in new[] { 9, 10, 17, 18, 21 }) yield return $"[Input(360)][Dense({outputs}), Tanh, Dense(3)]";

        // Weights in blocks below another digit of their flattened axis.
        yield return "[Input(4, 8, 1)][ConvTranspose2D(4, 3, Groups = 4, Stride = 3), Relu, LocalResponseNorm(3), Flatten, Dense(7)]";
        yield return "[Input(64)][Dense(1, Name = \"wide\"), Dense(64, Bias = false, Name = \"back\"), Add(\"input\"), Dense(1)]";
    }
}
