using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>What a loss's definition sees: the output it judges, the further values it names, and its targets.</summary>
internal sealed class LossContext(TensorGraph graph, ElementSpec element, string name, GraphMode mode, IReadOnlyList<Node> sources, List<Problem> problems)
    : LayerContext(graph, element, name, mode, sources, problems)
{
    private InputNode? _target;

    /// <summary>The targets of one sample; labels are floats.</summary>
    public InputNode Target
    {
        get => _target ?? throw new InvalidOperationException($"{Kind} has no targets.");
        set => _target = value;
    }

    /// <summary>The further values the loss names.</summary>
    public IReadOnlyList<Node> Others => [.. Sources.Skip(1)];

    /// <summary>All axes of a shape.</summary>
    public static int[] All(Extents shape) => [.. Enumerable.Range(0, shape.Count)];

    /// <summary>Checks that the loss names this many further values, all (if wanted) of the output's shape.</summary>
    /// <param name="roles">What they are, for the message: <c>"positive"</c>, <c>"negative"</c>.</param>
    public bool Compares(params string[] roles)
    {
        if (Others.Count != roles.Length)
        {
            Fail("NG0107", $"{Kind} needs the name{(roles.Length == 1 ? "" : "s")} of {string.Join(" and ", roles.Select(r => $"the {r}"))}, but names {Others.Count} values; write [{Kind}({string.Join(", ", roles.Select(r => $"\"{r}\""))}, On = \"…\")]");
            return false;
        }

        return true;
    }

    /// <summary>The same, and that each of them has the output's shape.</summary>
    public bool ComparesAlike(params string[] roles)
    {
        if (!Compares(roles)) return false;
        for (var i = 0; i < Others.Count; i++)
        {
            if (Others[i].Extents.Equals(X.Extents)) continue;
            Refuse($"values of one shape, but {Above()} and {Above(Others[i])}; bring {roles[i]} and output to one shape");
            return false;
        }

        return true;
    }

    /// <summary>Reports that the loss cannot judge this output; <paramref name="need"/> completes "… needs".</summary>
    public LossTarget? Refuse(string need)
    {
        Fail("NG0107", $"{Kind} needs {need}");
        return null;
    }

    /// <summary>Reports an argument outside of its range.</summary>
    public LossTarget? RefuseArgument(string message)
    {
        Fail("NG0105", $"{Kind}: {message}");
        return null;
    }

    /// <summary>Whether an argument is at least (or above) a bound; otherwise it is reported.</summary>
    public bool AtLeast(string argument, double otherwise, double minimum, bool exclusive = false)
    {
        var value = Number(argument, otherwise);
        if (exclusive ? value > minimum : value >= minimum) return true;
        RefuseArgument($"{argument} is {Format(value)}, but must be {(exclusive ? "above" : "at least")} {Format(minimum)}");
        return false;
    }

    /// <summary>The sum over a domain (and nothing else) of an expression.</summary>
    public Node Sum(Expr expression, Extents domain, int[] axes, params Operand[] operands) => Reduce(ReduceKind.Sum, expression, domain, axes, operands);

    /// <summary>One number for the batch: the sum over a domain and all samples.</summary>
    public Node SumOverBatch(Expr expression, Extents domain, params Operand[] operands) =>
        Add(new ReduceNode(ReduceKind.Sum, expression, domain, operands, All(domain), overBatch: true));

    /// <summary>√x whose derivative at 0 is 0, as that of PyTorch's norms.</summary>
    public Node Root(Node x)
    {
        Expr y = Expr.Input(0);
        return Add(new MapNode(Expr.Sqrt(Expr.Input(0)), x.Shape, [Operand.Same(x)])
        {
            DerivativeOfOutput = Expr.Select(Comparison.LessOrEqual, y, 0, 0, 0.5 / y),
        });
    }

    /// <summary>max(x, least) whose derivative is 1 everywhere: PyTorch clamps such values outside of the differentiated graph.</summary>
    public Node Clamp(Node x, double least) => Add(new MapNode(Expr.Max(Expr.Input(0), least), x.Shape, [Operand.Same(x)]) { DerivativeOfOutput = Expr.One });
}
