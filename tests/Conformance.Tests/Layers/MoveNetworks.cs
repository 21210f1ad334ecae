namespace NetGen.Conformance.Layers;

/// <summary>Layers that move elements or sum a few of them: at extents around those of vectors, of operands in each layout, with readers that want padding around what they read.</summary>
internal static class MoveNetworks
{
    private static readonly int[] Extents = [1, 2, 15, 16, 17, 33];

    /// <summary>The attributes of each network, but for its loss.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Upsampled().Concat(Permuted()).Concat(Sliced()).Concat(Joined()).Concat(Spread()).Distinct()];

    private static IEnumerable<string> Upsampled()
    {
        foreach (var c in Extents)
        {
            // From the caller's image, from panels of channels, from rows.
            yield return $"[Input({c}, 5, 7)][Upsample(Mode = Interpolation.Bilinear), Conv2D(3, 3, Padding = 1)]";
            yield return $"[Input(3, 5, 7)][Conv2D({c}, 1), Upsample(Mode = Interpolation.Bicubic, Scale = 1.5f)]";
            yield return $"[Input(2, 4, {c})][Conv2D(3, 3, Padding = 1), Upsample(Mode = Interpolation.Bilinear, Scale = 2.3f), Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input(2, {c}, 4)][Conv2D(17, 1), Upsample(Mode = Interpolation.Bicubic, Sizes = new[] {{ 5, 9 }}, AlignCorners = true), Tanh]";
            yield return $"[Input(1, {c})][Conv1D(1, 1), Upsample(Mode = Interpolation.Bicubic, Scale = 3)]";
            yield return $"[Input(1, {c})][Upsample(Mode = Interpolation.Bilinear, Scale = 1), Upsample(Mode = Interpolation.Bicubic, Scale = 1), Dense({c})]";
            yield return $"[Input({c}, 2, 9)][Conv2D({c}, 1), Upsample(Scale = 2.3f), Conv2D(5, 3, Padding = 1)]";
            yield return $"[Input(2, 3, {c})][Conv2D(2, 1), Upsample(Scale = 2), Sigmoid]";
            yield return $"[Input({c}, 6)][Dense(5), Upsample(Mode = Interpolation.Bilinear, Scale = 0.5f, AlignCorners = true)]";
        }

        // More taps than are written out, in the gradient, and extents that need no whole panels.
        yield return "[Input(3, 40, 50)][Conv2D(2, 1), Upsample(Mode = Interpolation.Bilinear, Sizes = new[] { 7, 11 })]";
        yield return "[Input(1, 3, 4)][Conv2D(2, 1), Upsample(Mode = Interpolation.Bicubic, Sizes = new[] { 31, 45 })]";
        yield return "[Input(20, 3, 4, 5)][Conv3D(2, 1), Upsample(Mode = Interpolation.Bilinear), Conv3D(3, 3, Padding = 1)]";
    }

    private static IEnumerable<string> Permuted()
    {
        foreach (var c in Extents)
        {
            yield return $"[Input({c}, 18)][Permute(1, 0), Dense(3)]";
            yield return $"[Input(18, {c})][Conv1D(18, 1), Permute(1, 0), Tanh]";
            yield return $"[Input({c}, 4)][Dense(24), Reshape({c}, 3, 2, 4), Permute(1, 2, 0, 3), Tanh]";
            yield return $"[Input(3, 4, 5)][Conv2D({c}, 1), Permute(1, 2, 0), LayerNorm]";
            yield return $"[Input(3, {c}, 5)][Conv2D(2, 3, Padding = 1), Permute(2, 0, 1), Conv2D(3, 3, Padding = 1)]";
            yield return $"[Input(3, {c}, 5)][Conv2D(20, 1), Permute(1, 0, 2), Permute(1, 2, 0)]";
            yield return $"[Input({c}, 1, 6)][Conv2D({c}, 1), Permute(2, 1, 0), Permute(0, 2, 1), Relu]";
            yield return $"[Input({c}, 2, 17)][Conv2D(18, 1), PixelShuffle(3), Conv2D(2, 3, Padding = 1)]";
        }
    }

    private static IEnumerable<string> Sliced()
    {
        foreach (var c in Extents)
        {
            yield return $"[Input({c}, 6)][Conv1D(49, 1), Slice(0, 16, 16 + {Math.Min(c, 33)}), Conv1D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 6)][Conv1D(49, 1), Slice(0, 5, 5 + {c}), Tanh]";
            yield return $"[Input(4, {c}, 7)][Conv2D(20, 1), Slice(1, 0, {c}, Step = 2), Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input(2, 3, {c})][Conv2D(3, 1), Pad(2, 3, 1, 1, Mode = PaddingMode.Replicate), Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 5, 3)][Conv2D({c}, 1), Pad(1, 2, 2, 1, Mode = PaddingMode.Circular), Sigmoid]";
            yield return $"[Input({c}, 18)][Slice(1, 1, 18, Step = 2), Dense(2)]";
            yield return $"[Input(3, {c}, 17)][Slice(0, 1, 2), Sigmoid]";
            yield return $"[Input({c}, 5)][Dense(17), Pad(4, 3), Softmax]";
        }
    }

    private static IEnumerable<string> Joined()
    {
        foreach (var c in Extents)
        {
            yield return $"[Input({c}, 3)][Dense(5, Name = \"a\"), Dense(18, From = \"input\", Name = \"b\"), Concat(\"a\", Axis = -1), Dense(2)]";
            yield return $"[Input(4, {c})][Conv1D(5, 1, Name = \"a\"), Dense({c}, From = \"input\"), Concat(\"a\", Axis = 0), Conv1D(3, 3, Padding = 1)]";
            yield return $"[Input({c}, 4, 5)][Conv2D(16, 1, Name = \"a\"), Conv2D({c}, 1, From = \"input\"), Concat(\"a\", Axis = 0), Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input({c}, 7)][Concat(\"input\", Axis = 1), Concat(\"input\", Axis = 1)]";
        }
    }

    private static IEnumerable<string> Spread()
    {
        foreach (var c in Extents)
        {
            yield return $"[Input(5, 3, {c})][ConvTranspose2D(1, 9, Stride = 3, Padding = 4, OutputPadding = 2)]";
            yield return $"[Input(3, {c}, 6)][Conv2D(4, 1), ConvTranspose2D(3, 4, Stride = 2, Padding = 1), Tanh, Conv2D(2, 3, Padding = 1)]";
            yield return $"[Input(2, {c})][Conv1D(3, 1), ConvTranspose1D(2, 4, Stride = 2), Conv1D(2, 3, Padding = 1)]";
            yield return $"[Input(2, 4, {c})][ConvTranspose2D(2, 3, Stride = 2, Padding = 1, OutputPadding = 1), Sigmoid]";
            yield return $"[Input(4, {c}, 20)][Conv2D(2, 2, Stride = 1, Padding = 1), Conv2D(5, 4, Stride = 2, Padding = 1), Relu, Conv2D(17, 2, Stride = 2, Padding = 1)]";
        }

        yield return "[Input(3, 4, 9)][Conv2D(2, 1), ConvTranspose2D(3, new[] { 3, 4 }, Strides = new[] { 1, 4 }), PRelu(PerChannel = true)]";
        yield return "[Input(3, 4, 9)][Conv2D(2, 1), ConvTranspose2D(3, 6, Stride = 2, Padding = 5, Bias = false)]";
        yield return "[Input(2, 3, 4, 9)][Conv3D(2, 1), ConvTranspose3D(2, 2, Stride = 2), Tanh]";
        yield return "[Input(4, 3, 18)][Conv2D(4, 1), ConvTranspose2D(4, 2, Stride = 2, Groups = 2)]";
        yield return "[Input(4, 3, 18)][Conv2D(4, 1), ConvTranspose2D(2, 2, Stride = 2, Dilation = 2)]";
    }
}
