using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>A valid network made of a genome: a chain with branches, merges and several inputs, outputs and losses here and there.</summary>
internal sealed class RandomNetwork
{
    private const int MostInputs = 400;
    private const long MostElements = 800, MostWork = 80_000, MuchWork = 120_000;
    private readonly Builder _builder = new();
    private readonly List<(string Name, int[] From, Candidate Layer)> _shareable = [];

    private RandomNetwork(Genome genome)
    {
        var choices = new Choices(genome.Inputs);
        AddInput(choices);
        // Options of [Network] that change what is emitted.
        Options = choices.Of<string>("", "", "Strict = true", "Unroll = Unroll.None", "Unroll = Unroll.Full");
        Batch = choices.Of<int>(1, 2, 3, 6, 7, 8, 33);
        IsDifferenced = choices.OneIn(5);
        if (choices.OneIn(5)) AddInput(choices);
        foreach (var genes in genome.Layers) AddLayer(new(genes));
        End(new(genome.Losses));
        if (Batch * _builder.Work > MuchWork) Batch = Math.Min(Batch, 3);
    }

    /// <summary>The declaration.</summary>
    public Declaration Declaration => _builder.Declaration;

    /// <summary>Arguments of <c>[Network]</c>, beside its targets.</summary>
    public string Options { get; }

    /// <summary>Samples it is tried with.</summary>
    public int Batch { get; }

    /// <summary>Whether its gradient is compared with differences.</summary>
    public bool IsDifferenced { get; }

    /// <summary>Whether training draws random numbers.</summary>
    public bool IsRandom => _builder.Layers.Any(l => l.IsRandom);

    /// <summary>Whether samples of a batch depend on each other in inference, too.</summary>
    public bool MixesSamples => _builder.Layers.Any(l => l.Arguments.Any(a => a is ("TrackRunningStatistics", false)));

    /// <summary>Whether a layer has parameters.</summary>
    public bool HasParameters(string layer) => _builder.Layers.Where((l, i) => l.HasParameters && $"{l.Kind.ToLowerInvariant()}{i + 1}" == layer).Any();

    /// <summary>The shapes that layers are to yield, by name.</summary>
    public IReadOnlyDictionary<string, int[]> Shapes => _builder.Values.ToDictionary(v => v.Name, v => v.Shape, StringComparer.Ordinal);

    /// <summary>The values of inputs and layers.</summary>
    public IReadOnlyList<Value> Values => _builder.Values;

    /// <summary>What real-valued targets may be, loss after loss; those without any are left out.</summary>
    public IReadOnlyList<LossDomain> Domains => _builder.Domains;

    /// <summary>The network of a genome.</summary>
    public static RandomNetwork Of(Genome genome) => new(genome);

    /// <summary>The declaration for the compiler's back end.</summary>
    public NetworkSpec Specification(string name) => Declaration.ToSpec(name) with
    {
        Options = new NetworkOptions(
            TargetSet.Portable | TargetSet.Avx2 | TargetSet.Avx512 | TargetSet.AdvSimd,
            Options.EndsWith("None", StringComparison.Ordinal) ? UnrollMode.None : Options.EndsWith("Full", StringComparison.Ordinal) ? UnrollMode.Full : UnrollMode.Auto,
            Strict: Options.StartsWith("Strict", StringComparison.Ordinal)),
    };

    /// <summary>The declaration as C#.</summary>
    public DeclaredNetwork Source(string name, string? targets = null) => DeclarationSource.Of(Declaration, name, targets, Options);

    private void AddInput(Choices c)
    {
        int[] shape = c.Below(13) switch
        {
            0 or 1 => [Extents.Channels(c), Extents.Length(c), Extents.Length(c)],
            // Sequences [T, F] and signals [C, T].
            2 or 3 or 4 => [Extents.Channels(c), Extents.Channels(c)],
            5 => [Extents.Channels(c)],
            // Columns and rows.
            6 => [Extents.Channels(c), Extents.Channels(c), 1],
            7 => [Extents.Channels(c), 1, Extents.Channels(c)],
            8 => [Extents.Channels(c), Extents.Length(c)],
            9 => [c.Of<int>(2, 1, 8, 16, 17), c.Between(1, 5), c.Between(1, 5), c.Between(1, 5)],
            // Whole panels that Winograd's method pays for, and planes.
            10 => [16, .. c.Of<int[]>([4, 4], [4, 6], [6, 4])],
            11 => [c.Between(1, 3), c.Between(2, 4), c.Of<int>(17, 16, 33)],
            _ => [c.Of<int>(3, 1, 8, 16, 17)],
        };
        var isFirst = _builder.Values.Count == 0;
        var rows = !isFirst || shape.Length > 1 || !c.OneIn(2) ? 0 : c.Of<int>(3, 9, 17);
        _builder.Input(new(isFirst ? "input" : "second", Extents.Within(shape, MostInputs)) { Rows = rows });
    }

    private void AddLayer(Choices c)
    {
        var values = _builder.Values;
        // Mostly the value above; sometimes an earlier one, which makes a branch.
        var source = values[^1];
        if (c.OneIn(5)) source = c.Of<Value>(values);
        var layer = source.Rows > 0 ? VectorLayers.Propose(source, c) : Propose(source, c);
        if (layer is null || layer.Count > MostElements || layer.Work > MostWork) layer = source.Rows > 0 ? Table(source) : new("Relu", source.Shape, source.Count);
        if (layer.HasParameters && c.OneIn(4) && _shareable.FirstOrDefault(s =>
            s.Layer.Kind == layer.Kind && s.From.SequenceEqual(source.Shape)) is { Layer: not null } shared)
            layer = shared.Layer with { Arguments = [.. shared.Layer.Arguments, ("WeightsOf", shared.Name)] };
        else if (layer.HasParameters)
            _shareable.Add((_builder.NextName(layer.Kind), source.Shape, layer));
        _builder.Layer(layer, source);
    }

    private Candidate? Propose(Value source, Choices c) => c.Below(9) switch
    {
        0 or 1 or 2 => source.Rank == 1 ? VectorLayers.Propose(source, c) : SpatialLayers.Propose(source, c),
        3 => ElementwiseLayers.Propose(source, c),
        4 => NormalisationLayers.Propose(source, c),
        5 or 8 => ShapeLayers.Propose(source, c),
        6 => MergeLayers.Propose(source, [.. _builder.Values.Where(v => v.Rows == 0)], c),
        _ => source.Rank == 1 ? VectorLayers.Propose(source, c) : PoolingLayers.Propose(source, c),
    };

    private static Candidate Table(Value numbers) => new("Embedding", [numbers.Count, 2], numbers.Count, ("Count", numbers.Rows), ("Size", 2));

    private void End(Choices c)
    {
        // A value nobody reads is an output.
        foreach (var numbers in _builder.Unused().Where(v => v.Rows > 0)) _builder.Layer(Table(numbers), numbers);
        var outputs = _builder.Unused();
        if (outputs.Count > 1 || c.OneIn(4))
            foreach (var output in outputs) Declaration.Output(output.Name);
        var isNamed = outputs.Count > 1;
        var losses = new RandomLosses(_builder, c);
        losses.Add(outputs[^1], isNamed);
        if (isNamed && c.OneIn(2)) losses.Add(outputs[0], isNamed);
    }

    /// <summary>A declaration under construction.</summary>
    internal sealed class Builder
    {
        private readonly HashSet<string> _used = new(StringComparer.Ordinal);

        public Declaration Declaration { get; } = new();

        public List<Value> Values { get; } = [];

        public List<Candidate> Layers { get; } = [];

        public List<LossDomain> Domains { get; } = [];

        /// <summary>Multiplications of a sample.</summary>
        public long Work { get; private set; }

        public string NextName(string kind) => $"{kind.ToLowerInvariant()}{Layers.Count + 1}";

        public void Input(Value value)
        {
            Declaration.Input(value.Shape, value.Name);
            Values.Add(value);
        }

        public Value Layer(Candidate layer, Value source)
        {
            Work += layer.Work;
            var name = NextName(layer.Kind);
            Declaration.Layer(layer.Kind, name, source.Name == Values[^1].Name ? null : source.Name, layer.Others.Length == 0 ? layer.Arguments
                : [.. layer.Arguments, ("Others", layer.Others)]);
            _used.Add(source.Name);
            _used.UnionWith(layer.Others);
            Layers.Add(layer);
            Values.Add(new(name, layer.Shape) { IsPositive = layer.IsPositive });
            return Values[^1];
        }

        public void Loss(string? on, string kind, LossDomain? domain, (string, object)[] arguments)
        {
            Declaration.LossOn(on, kind, arguments);
            if (domain is not null) Domains.Add(domain);
        }

        public List<Value> Unused() => [.. Values.Where(v => !_used.Contains(v.Name))];
    }
}
