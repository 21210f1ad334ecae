using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>A valid network made of a genome: a chain with branches, merges and several inputs, outputs and losses here and there.</summary>
internal sealed class RandomNetwork
{
    private const long MostElements = 1_500, MostWork = 150_000, MuchWork = 100_000;
    private readonly Declaration _declaration = new();
    private readonly List<Value> _values = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<(string Name, int[] From, Candidate Layer)> _shareable = [];
    private int _number;
    private long _work;

    private RandomNetwork(Genome genome)
    {
        var choices = new Choices(genome.Inputs);
        AddInput(choices);
        // Options of [Network] that change what is emitted.
        Options = choices.Of<string>("", "Strict = true", "Unroll = Unroll.None", "Unroll = Unroll.Full");
        Isa = choices.Below(1 << 20);
        Batch = choices.Of<int>(1, 2, 3, 5, 7, 16, 17, 33);
        if (choices.OneIn(5)) AddInput(choices);
        foreach (var genes in genome.Layers) AddLayer(new(genes));
        End(new(genome.Losses));
        if (_work > MuchWork) Batch = Math.Min(Batch, 3);
    }

    /// <summary>The declaration.</summary>
    public Declaration Declaration => _declaration;

    /// <summary>Arguments of <c>[Network]</c>, beside its targets.</summary>
    public string Options { get; }

    /// <summary>Which instruction set it is tried on, modulo their number.</summary>
    public int Isa { get; }

    /// <summary>Samples it is tried with.</summary>
    public int Batch { get; }

    /// <summary>The shapes that layers are to yield, by name.</summary>
    public IReadOnlyDictionary<string, int[]> Shapes => _values.ToDictionary(v => v.Name, v => v.Shape, StringComparer.Ordinal);

    /// <summary>The network of a genome.</summary>
    public static RandomNetwork Of(Genome genome) => new(genome);

    /// <summary>The declaration for the compiler's back end.</summary>
    public NetworkSpec Specification(string name) => _declaration.ToSpec(name) with
    {
        Options = new NetworkOptions(
            TargetSet.Portable | TargetSet.Avx2 | TargetSet.Avx512 | TargetSet.AdvSimd,
            Options.EndsWith("None", StringComparison.Ordinal) ? UnrollMode.None : Options.EndsWith("Full", StringComparison.Ordinal) ? UnrollMode.Full : UnrollMode.Auto,
            Strict: Options.StartsWith("Strict", StringComparison.Ordinal)),
    };

    /// <summary>The declaration as C#.</summary>
    public DeclaredNetwork Source(string name, string? targets = null) => DeclarationSource.Of(_declaration, name, targets, Options);

    private void AddInput(Choices c)
    {
        int[] shape = c.Below(8) switch
        {
            0 or 1 or 2 => [c.Between(1, 9), c.Between(1, 11), c.Between(1, 11)],
            3 => [c.Of<int>(1, 2, 3, 16, 17, 33), c.Between(1, 6), c.Between(1, 6)],
            4 => [c.Between(1, 40)],
            5 => [c.Between(1, 9), c.Between(1, 24)],
            6 => [c.Between(1, 4), c.Between(1, 5), c.Between(1, 5), c.Between(1, 5)],
            _ => [c.Of<int>(1, 15, 16, 17, 31, 33, 64)],
        };
        var name = _values.Count == 0 ? "input" : "second";
        _declaration.Input(shape, name);
        _values.Add(new(name, shape));
    }

    private void AddLayer(Choices c)
    {
        // Mostly the value above; sometimes an earlier one, which makes a branch.
        var source = _values[^1];
        if (c.OneIn(5)) source = c.Of<Value>(_values);
        if (Propose(source, c) is not { } layer || layer.Count > MostElements || layer.Work > MostWork) layer = new("Relu", source.Shape, source.Count);
        _work += layer.Work;
        var name = $"{layer.Kind.ToLowerInvariant()}{++_number}";
        if (layer.HasParameters && c.OneIn(4) && _shareable.FirstOrDefault(s => s.Layer.Kind == layer.Kind && s.From.SequenceEqual(source.Shape)) is { Layer: not null } shared)
            layer = shared.Layer with { Arguments = [.. shared.Layer.Arguments, ("WeightsOf", shared.Name)] };
        else if (layer.HasParameters)
            _shareable.Add((name, source.Shape, layer));
        _declaration.Layer(layer.Kind, name, source.Name == _values[^1].Name ? null : source.Name, layer.Others.Length == 0 ? layer.Arguments : [.. layer.Arguments, ("Others", layer.Others)]);
        _used.Add(source.Name);
        _used.UnionWith(layer.Others);
        _values.Add(new(name, layer.Shape));
    }

    private Candidate? Propose(Value source, Choices c) => c.Below(8) switch
    {
        0 or 1 or 2 => source.Rank == 1 ? VectorLayers.Propose(source, c) : SpatialLayers.Propose(source, c),
        3 => ElementwiseLayers.Propose(source, c),
        4 => NormalisationLayers.Propose(source, c),
        5 => ShapeLayers.Propose(source, c),
        6 => MergeLayers.Propose(source, _values, c),
        _ => source.Rank == 1 ? VectorLayers.Propose(source, c) : PoolingLayers.Propose(source, c),
    };

    private void End(Choices c)
    {
        // A value nobody reads is an output.
        var outputs = _values.Where(v => !_used.Contains(v.Name)).ToList();
        if (outputs.Count > 1 || c.OneIn(4))
            foreach (var output in outputs) _declaration.Output(output.Name);
        var last = outputs[^1];
        RandomLosses.Add(_declaration, last, outputs.Count > 1 ? last.Name : null, _values, c);
        if (outputs.Count > 1 && c.OneIn(2)) RandomLosses.Add(_declaration, outputs[0], outputs[0].Name, _values, c);
    }
}
