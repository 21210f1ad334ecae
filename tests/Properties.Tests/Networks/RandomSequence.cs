using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>A random network of sequences: recurrent layers of every option among layers that take each step by itself.</summary>
internal sealed class RandomSequence
{
    /// <summary>The greatest number of steps of all of them.</summary>
    public const int Steps = 12;

    private static readonly int[] Sizes = [1, 2, 3, 7, 8, 15, 16, 17, 20, 31, 32, 33];

    private RandomSequence(Declaration declaration, bool hasLabels, bool yieldsOne)
    {
        Declaration = declaration;
        HasLabels = hasLabels;
        YieldsOne = yieldsOne;
    }

    public Declaration Declaration { get; }

    /// <summary>Whether targets are class indices.</summary>
    public bool HasLabels { get; }

    /// <summary>Whether a whole sequence has one output.</summary>
    public bool YieldsOne { get; }

    /// <summary>The network of a genome.</summary>
    public static RandomSequence Of(Genome genome)
    {
        var inputs = new Choices(genome.Inputs);
        var declaration = new Declaration().Sequence([inputs.Of(Sizes)], Steps);
        var (count, yieldsOne) = (0, false);
        foreach (var gene in genome.Layers)
        {
            var (c, name) = (new Choices(gene), $"layer{++count}");
            var kind = c.Of("Dense", "Tanh", "LayerNorm", "Rnn", "Lstm", "Gru", "Gelu", "Softmax", "Concat");
            if (yieldsOne && kind is "Rnn" or "Lstm" or "Gru" or "Concat") kind = "Dense";
            // Of one feature nothing is left by a norm, and a softmax is constant.
            if (kind is "LayerNorm" or "Softmax") declaration.Layer("Dense", $"{name}_features", null, ("Units", 2 + c.Of(Sizes)));
            declaration.Layer(kind, name, null, [.. Arguments(kind, c)]);
            yieldsOne |= kind is "Rnn" or "Lstm" or "Gru" && declaration.Elements[^1].Arguments.Any(a => a.Name == "LastOnly" && a.Value.Number != 0);
        }

        var last = new Choices(genome.Losses);
        var units = last.Between(1, 9);
        declaration.Layer("Dense", "outputs", null, ("Units", units));
        var hasLabels = last.OneIn(3) && units > 1;
        return new(declaration.Loss(hasLabels ? "CrossEntropyLoss" : last.Of("MeanSquaredErrorLoss", "HuberLoss")), hasLabels, yieldsOne);
    }

    private static IEnumerable<(string, object)> Arguments(string kind, Choices c)
    {
        if (kind == "Concat") return [("Others", new[] { "input" }), ("Axis", 1)];
        if (kind is not ("Dense" or "Rnn" or "Lstm" or "Gru")) return [];
        var units = c.Of(Sizes);
        var arguments = new List<(string, object)> { ("Units", units), ("Bias", !c.OneIn(4)) };
        if (kind == "Dense") return arguments;
        if (c.OneIn(3)) arguments.Add(("Layers", c.Between(2, 3)));
        if (c.OneIn(3)) arguments.Add(("Bidirectional", true));
        if (c.OneIn(4)) arguments.Add(("LastOnly", true));
        if (kind == "Rnn" && c.OneIn(2)) arguments.Add(("Relu", true));
        if (kind == "Lstm" && units > 1 && c.OneIn(3)) arguments.Add(("Projection", c.Between(1, units - 1)));
        return arguments;
    }
}
