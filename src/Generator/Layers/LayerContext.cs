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
    private readonly Dictionary<string, Constant> _arguments = element.Arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);

    public TensorGraph Graph { get; } = graph;

    public string Name { get; } = name;

    public string Kind => element.Kind;

    public GraphMode Mode { get; } = mode;

    /// <summary>The layer's sources: the one above (or <c>From</c>) first, then the others it names.</summary>
    public IReadOnlyList<Node> Sources { get; } = sources;

    public Node X => Sources[0];

    public bool Failed { get; private set; }

    /// <summary>How the source is called in messages: its layer's kind and shape.</summary>
    public string Above(Node? node = null) => $"{Describe((node ?? X).Layer)} yields [{string.Join(", ", (node ?? X).Shape)}]";

    /// <summary>The layer as the user wrote it, for messages: <c>Conv2D(16, 5)</c>.</summary>
    public string Text
    {
        get
        {
            var given = element.Arguments.Where(a => a.Name is "Channels" or "Units" or "Features" or "Kernel" or "Shape" or "Others" or "Size" or "Groups")
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

    public bool Has(string name) => _arguments.ContainsKey(name);

    public double Number(string name, double otherwise) =>
        _arguments.TryGetValue(name, out var c) && c.Kind is ConstantKind.Number or ConstantKind.Boolean ? c.Number : otherwise;

    public int Int(string name, int otherwise) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, Number(name, otherwise)));

    public bool Flag(string name, bool otherwise) => _arguments.TryGetValue(name, out var c) ? c.Number != 0 : otherwise;

    public string String(string name, string otherwise) => _arguments.TryGetValue(name, out var c) && c.Kind == ConstantKind.Text ? c.Text : otherwise;

    public double[] Numbers(string name) => _arguments.TryGetValue(name, out var c)
        ? c.Kind == ConstantKind.Numbers ? [.. c.Numbers] : [c.Number]
        : [];

    /// <summary>One value an axis: given once for all (<c>Stride = 2</c>) or for each (<c>Strides = new[] { 2, 1 }</c>).</summary>
    public int[]? Spatial(string name, int rank, int? otherwise, int minimum = 1)
    {
        var given = Has(name) ? Numbers(name) : Numbers(name + "s");
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

    public Node Map(Expr expression, int[] shape, params Operand[] operands) => Add(new MapNode(expression, shape, operands));

    /// <summary>An element-wise function of one tensor.</summary>
    public Node Map(Node x, Func<Expr, Expr> function) => Map(function(Expr.Input(0)), x.Shape, Operand.Same(x));

    /// <summary>The fold of an expression over a domain along some axes.</summary>
    public Node Reduce(ReduceKind kind, Expr expression, int[] domain, int[] axes, params Operand[] operands) =>
        Add(new ReduceNode(kind, expression, domain, operands, axes, overBatch: false));

    /// <summary>A trained parameter; <paramref name="view"/> is the shape the graph sees, where it differs from the one in files.</summary>
    public ParameterNode Parameter(string suffix, int[] shape, InitialValues initial, int[]? view = null) =>
        Add(new ParameterNode($"{Name}.{suffix}", view ?? shape, initial, trained: true, shape));

    public ParameterNode Buffer(string suffix, int[] shape, InitialValues initial) =>
        Add(new ParameterNode($"{Name}.{suffix}", shape, initial, trained: false));

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
