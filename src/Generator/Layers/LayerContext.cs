using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Which of the two graphs of a declaration is being built.</summary>
internal enum GraphMode
{
    /// <summary>Dropout gone, running statistics.</summary>
    Inference,

    /// <summary>Dropout active, statistics of the batch.</summary>
    Training,
}

/// <summary>What a layer's definition sees: its arguments, its sources, and the graph to add to.</summary>
internal class LayerContext(TensorGraph graph, ElementSpec element, string name, GraphMode mode, IReadOnlyList<Node> sources, List<Problem> problems)
{
    /// <summary>Constructor arguments in the order in which they are written, whatever the layer.</summary>
    private static readonly string[] Positional =
        ["Power", "Channels", "Units", "Features", "Kernel", "Count", "Size", "Bins", "Shape", "Groups", "Factor", "Pieces", "Axes", "Amounts", "Others"];

    private readonly Dictionary<string, Constant> _arguments = element.Arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);

    public TensorGraph Graph { get; } = graph;

    public string Name { get; } = name;

    /// <summary>Receives the arguments that were looked at, with the position of their attribute: one that nobody looks at has no effect.</summary>
    public ISet<(int Position, string Argument)> Looked { get; init; } = new HashSet<(int, string)>();

    public string Kind => element.Kind;

    public GraphMode Mode { get; } = mode;

    /// <summary>The layer's sources: the one above (or <c>From</c>) first, then the others it names.</summary>
    public IReadOnlyList<Node> Sources { get; } = sources;

    public Node X => Sources[0];

    /// <summary>The layers above this one, whose parameters it may share.</summary>
    public IReadOnlyList<BuiltLayer> Earlier { get; init; } = [];

    public bool Failed { get; private set; }

    /// <summary>How the source is called in messages: its layer's kind and shape.</summary>
    public string Above(Node? node = null) => $"{Describe((node ?? X).Layer)} yields [{(node ?? X).Extents}]";

    /// <summary>The layer as the user wrote it, for messages: <c>Conv2D(16, 5)</c>.</summary>
    public string Text
    {
        get
        {
            var given = element.Arguments.Where(a => Positional.Contains(a.Name)).OrderBy(a => Array.IndexOf(Positional, a.Name))
                .Select(a => a.Value.Kind switch
                {
                    ConstantKind.Number => Format(a.Value.Number),
                    ConstantKind.Numbers => string.Join(", ", a.Value.Numbers.Select(Format)),
                    ConstantKind.Texts => string.Join(", ", a.Value.Texts.Select(t => $"\"{t}\"")),
                    _ => a.Value.Text,
                });
            return $"{Kind}({string.Join(", ", given)})";
        }
    }

    public bool Has(string name) => Given(name, out _);

    public double Number(string name, double otherwise) =>
        Given(name, out var c) && c.Kind is ConstantKind.Number or ConstantKind.Boolean ? c.Number : otherwise;

    public int Int(string name, int otherwise) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, Number(name, otherwise)));

    public bool Flag(string name, bool otherwise) => Given(name, out var c) ? c.Number != 0 : otherwise;

    public string String(string name, string otherwise) => Given(name, out var c) && c.Kind == ConstantKind.Text ? c.Text : otherwise;

    public double[] Numbers(string name) => Given(name, out var c)
        ? c.Kind == ConstantKind.Numbers ? [.. c.Numbers] : [c.Number]
        : [];

    private bool Given(string name, out Constant value)
    {
        Looked.Add((element.Position, name));
        return _arguments.TryGetValue(name, out value!);
    }

    /// <summary>An axis of the source, counted from the end where it is negative; null after a problem.</summary>
    public int? Axis(string name, int otherwise)
    {
        var given = Int(name, otherwise);
        var axis = given < 0 ? given + X.Rank : given;
        if (axis >= 0 && axis < X.Rank) return axis;
        Fail("NG0105", $"{Text}: {name} is {given}, but {Above()}; it is from {-X.Rank} to {X.Rank - 1}");
        return null;
    }

    /// <summary>Whether a tensor of these extents is one the compiler can work with.</summary>
    public bool CanCount(params long[] extents)
    {
        var count = 1.0;
        foreach (var extent in extents) count *= extent;
        if (count <= GraphBuilder.MaximumElements) return true;
        Fail("NG0106", $"{Text} needs a tensor of [{string.Join(", ", extents)}], because {Above()}; at most {GraphBuilder.MaximumElements} elements are supported");
        return false;
    }

    /// <summary>One value an axis: given once for all (<c>Stride = 2</c>) or for each (<c>Strides = new[] { 2, 1 }</c>), which goes first.</summary>
    public int[]? Spatial(string name, int rank, int? otherwise, int minimum = 1)
    {
        var given = Has(name + "s") ? Numbers(name + "s") : Numbers(name);
        int[] values = given.Length == 0 ? otherwise is null ? [] : [otherwise.Value] : [.. given.Select(v => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, v)))];
        if (values.Length == 1) values = [.. Enumerable.Repeat(values[0], rank)];
        if (values.Length != rank)
        {
            Fail("NG0105", $"{Text}: {name} takes one value or {rank} values (one an axis), not {values.Length}");
            return null;
        }

        foreach (var value in values)
        {
            if (value >= minimum) continue;
            Fail("NG0105", $"{Text}: {name} is {value}, but must be at least {minimum}");
            return null;
        }

        return values;
    }

    /// <summary>A size that must be positive.</summary>
    public int? Positive(string name, int? otherwise = null)
    {
        var value = Has(name) || otherwise is null ? Int(name, 0) : otherwise.Value;
        if (value >= 1) return value;
        Fail("NG0105", $"{Text}: {name} is {value}, but must be at least 1");
        return null;
    }

    public T Add<T>(T node)
        where T : Node => Graph.Add(node);

    public Node Map(Expr expression, Extents shape, params Operand[] operands) => Add(new MapNode(expression, shape, operands));

    /// <summary>An element-wise function of one tensor.</summary>
    public Node Map(Node x, Func<Expr, Expr> function) => Map(function(Expr.Input(0)), x.Extents, Operand.Same(x));

    /// <summary>The fold of an expression over a domain along some axes.</summary>
    public Node Reduce(ReduceKind kind, Expr expression, Extents domain, int[] axes, params Operand[] operands) =>
        Add(new ReduceNode(kind, expression, domain, operands, axes, overBatch: false));

    /// <summary>
    /// A trained parameter, filled as the layer's attribute says or else as <paramref name="initial"/>; <paramref name="view"/> is the shape the
    /// graph sees, where it differs from the one in files. With <c>WeightsOf</c> it is the other layer's.
    /// </summary>
    public Node Parameter(string suffix, int[] shape, InitialValues initial, int[]? view = null)
    {
        if (Owner is { } owner) return Shared(owner, suffix, shape, view ?? shape);
        var given = Initialization.Of(this, suffix.Substring(suffix.LastIndexOf('.') + 1).StartsWith("bias", StringComparison.Ordinal) ? "Bias" : "Weight", shape);
        return Add(new ParameterNode($"{Name}.{suffix}", view ?? shape, given ?? initial, trained: true, shape));
    }

    /// <summary>Saved state that is not trained; with <c>WeightsOf</c> the other layer's.</summary>
    public Node Buffer(string suffix, int[] shape, InitialValues initial) =>
        Owner is { } owner ? Shared(owner, suffix, shape, shape) : Add(new ParameterNode($"{Name}.{suffix}", shape, initial, trained: false));

    /// <summary>Makes <paramref name="next"/>(current value) the value a buffer has after a training step; layers that share it do so in turn.</summary>
    public void Update(Node buffer, Func<Node, Node> next)
    {
        var name = ((ParameterNode)buffer).Name;
        var earlier = Graph.Results.FindIndex(r => r.Kind == ResultKind.Buffer && r.Name == name);
        var value = next(earlier < 0 ? buffer : Graph.Results[earlier].Node);
        if (earlier >= 0) Graph.Results.RemoveAt(earlier);
        Graph.Results.Add(new(ResultKind.Buffer, name, value));
    }

    /// <summary>The name of the layer whose parameters this one uses: its own when null.</summary>
    public string? Owner => Has("WeightsOf") ? Earlier.FirstOrDefault(l => l.Name == String("WeightsOf", ""))?.Owner ?? String("WeightsOf", "") : null;

    private Node Shared(string owner, string suffix, int[] shape, int[] view)
    {
        var kind = Earlier.FirstOrDefault(l => l.Name == owner)?.Kind;
        var found = Graph.Nodes.OfType<ParameterNode>().FirstOrDefault(p => p.Name == $"{owner}.{suffix}");
        var problem = kind != Kind
            ? $"{Text} cannot use the weights of \"{owner}\", which is {(kind is null ? "no layer above it" : $"a {kind}")}; name a {Kind} above it"
            : found is null
            ? $"{Text} needs a {suffix}, but \"{owner}\" has none; give both layers the same options"
            : !found.CanonicalShape.SequenceEqual(shape)
            ? $"{Text} needs a {suffix} of [{string.Join(", ", shape)}], but that of \"{owner}\" is [{string.Join(", ", found.CanonicalShape)}]; give both layers inputs and options of the same shapes"
            : null;
        // The first parameter that does not fit says it for the others.
        if (problem is not null && !Failed) Fail("NG0111", problem);
        // After a problem any parameter will do: the graph is not used.
        if (Failed || found is null) return Add(new ParameterNode($"{Name}.{suffix}", view, InitialValues.Zeros, trained: true, shape));
        if (!found.Aliases.Contains($"{Name}.{suffix}")) found.Aliases.Add($"{Name}.{suffix}");
        return found.Shape.SequenceEqual(view) ? found : Add(new ReshapeNode(found, view));
    }

    /// <summary>Reports that the definition needs a number where the source has a named axis.</summary>
    public void RefuseNamed(NamedAxis axis)
    {
        var source = Sources.FirstOrDefault(s => s.Extents.Axes.Contains(axis)) ?? X;
        Fail("NG0112", $"{Text} needs a fixed extent, but {Above(source)}, and the length of {axis} is known only when the network runs; {GraphBuilder.Remedy(Graph)}");
    }

    /// <summary>Reports a problem on the layer's attribute; the definition then returns null.</summary>
    public Node? Fail(string id, string message)
    {
        Failed = true;
        problems.Add(new Problem(id, element.Position, message));
        return null;
    }

    /// <summary>Checks the rank of the source; <paramref name="need"/> and <paramref name="remedy"/> complete the sentence.</summary>
    public bool Rank(int rank, string need, string remedy)
    {
        if (X.Rank == rank) return true;
        Fail("NG0101", $"{Text} needs {need}, but {Above()}; {remedy}");
        return false;
    }

    private static string Describe(string layer) => layer.Length == 0 ? "the input" : $"{layer} above it";

    /// <summary>A number as messages show it.</summary>
    public static string Format(double value) => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
