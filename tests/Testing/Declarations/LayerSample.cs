namespace NetGen.Testing;

/// <summary>One way to use a layer: the shapes it merges and its arguments, small enough to difference every element.</summary>
/// <param name="Kind">The layer.</param>
/// <param name="Shapes">The shapes of its sources.</param>
/// <param name="Arguments">Its arguments by property name.</param>
internal sealed record LayerSample(string Kind, int[][] Shapes, params (string Name, object Value)[] Arguments)
{
    /// <summary>Samples of the batch.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>The values of the sources lie between −<see cref="Range"/> and <see cref="Range"/>.</summary>
    public double Range { get; init; } = 2;

    /// <summary>The smallest value of the sources, where the negative ones are outside of the layer's domain or near a pole.</summary>
    public double? Low { get; init; }

    /// <summary>Steps of each sample where the sources are sequences, whose shapes are those of a step; else 0.</summary>
    public int Steps { get; init; }

    /// <summary>Whether it is one of many of the same layer that differ in extents only.</summary>
    public bool IsRemainder { get; init; }

    /// <summary>The layer alone, its sources being the network's inputs.</summary>
    public Declaration OnInputs()
    {
        var declaration = new Declaration();
        for (var i = 0; i < Shapes.Length; i++) Input(declaration, Shapes[i], SourceName(i));
        return AddTo(declaration);
    }

    /// <summary>
    /// The layer over sources that are parameters: the input is the one-hot number of the sample, and a dense layer without bias picks that
    /// sample's row. The gradient of the dense layer is then the layer's input gradient, sample by sample, also where samples depend on each other.
    /// </summary>
    public Declaration OnParameters()
    {
        var declaration = Input(new(), [Batch * Math.Max(1, Steps)], "sample");
        for (var i = 0; i < Shapes.Length; i++)
        {
            var count = Shapes[i].Aggregate(1, (product, extent) => product * extent);
            declaration.Layer("Dense", $"{SourceName(i)}_rows", "sample", ("Units", count), ("Bias", false));
            if (Steps > 0) declaration.Layer("Activation", SourceName(i), null, ("Expression", "x"));
            else declaration.Layer("Reshape", SourceName(i), null, ("Shape", Shapes[i]));
        }

        return AddTo(declaration);
    }

    /// <summary>
    /// The layer over sources that layers compute (a dense one of a vector, a 1×1 convolution of anything with channels), so that it stands as in a
    /// network: its operands have the layouts such layers leave, and its input gradient is what their weights' gradients come from.
    /// </summary>
    public Declaration BehindLayers()
    {
        var declaration = new Declaration();
        for (var i = 0; i < Shapes.Length; i++) Input(declaration, Shapes[i], $"input{i}");
        for (var i = 0; i < Shapes.Length; i++)
        {
            var shape = Shapes[i];
            if (shape.Length is 0 or > 4) throw new NotSupportedException($"No layer yields a tensor of {shape.Length} axes.");
            if (shape.Length == 1) declaration.Layer("Dense", SourceName(i), $"input{i}", ("Units", shape[0]));
            else declaration.Layer($"Conv{shape.Length - 1}D", SourceName(i), $"input{i}", ("Channels", shape[0]), ("Kernel", 1));
        }

        return AddTo(declaration);
    }

    /// <summary>The one-hot numbers of the samples, or of all their steps.</summary>
    public double[] SampleNumbers()
    {
        var count = Batch * Math.Max(1, Steps);
        return [.. Enumerable.Range(0, count * count).Select(i => i / count == i % count ? 1.0 : 0.0)];
    }

    public override string ToString() =>
        $"{Kind}({string.Join(", ", Arguments.Select(a => $"{a.Name} = {Text(a.Value)}"))}) of {string.Join(" and ", Shapes.Select(s => $"[{string.Join(", ", s)}]"))}" +
        (Steps == 0 ? "" : $", {Steps} steps") + (Batch == 3 ? "" : $", {Batch} samples") + (Range.Equals(2.0) ? "" : $", up to {Range}");

    private Declaration Input(Declaration declaration, int[] shape, string name) => Steps > 0 ? declaration.Sequence(shape, Steps, name) : declaration.Input(shape, name);

    private static string SourceName(int i) => $"x{i}";

    private Declaration AddTo(Declaration declaration)
    {
        (string, object)[] others = Shapes.Length > 1 ? [("Others", Enumerable.Range(1, Shapes.Length - 1).Select(SourceName).ToArray())] : [];
        return declaration.Layer(Kind, "layer", SourceName(0), [.. Arguments, .. others]);
    }

    private static string Text(object value) => value switch
    {
        int[] numbers => $"[{string.Join(", ", numbers)}]",
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };
}
