using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>
/// Turns a scalar expression into vector values: products and sums become multiply-adds, what occurs twice is computed once, and what does not
/// depend on the element is computed in front of the loops.
/// </summary>
internal sealed class ExprLowering
{
    public Expr Expression => _expression;

    private readonly Expr _expression;
    private readonly Dictionary<Expr, string> _uniform = [];
    private readonly HashSet<Expr> _shared = [];
    private readonly string _prefix;

    public ExprLowering(Expr expression, string prefix = "t")
    {
        _expression = expression;
        _prefix = prefix;
        var counts = new Dictionary<Expr, int>();
        Count(expression, counts);
        foreach (var pair in counts)
            if (pair.Value > 1 && pair.Key is not (InputExpr or ConstantExpr or AxisIndexExpr)) _shared.Add(pair.Key);
        FindUniform(expression);
    }

    /// <summary>Statements for the top of the kernel.</summary>
    public IEnumerable<Statement> Prologue => _uniform.Select(pair => new Let(pair.Value, Lower(pair.Key, _ => throw new InvalidOperationException(), null, new(), [], "")));

    /// <summary>The numbers of samples that the kernel needs to be told.</summary>
    public IEnumerable<string> BatchSizes => _expression.Walk().OfType<BatchSizeExpr>().Select(NameOf).Distinct().OrderByDescending(name => name, StringComparer.Ordinal);

    public bool UsesRandom => _expression.Walk().Any(e => e is RandomExpr);

    /// <summary>The expression for one vector; <paramref name="statements"/> receives the temporaries it needs.</summary>
    /// <param name="input">The value of each input.</param>
    /// <param name="axisIndex">The value of an index along an axis.</param>
    /// <param name="statements">Receives temporaries.</param>
    /// <param name="suffix">Keeps the names of several vectors apart.</param>
    /// <param name="element">The number of the first element, for random numbers.</param>
    public Value Lower(Func<int, Value> input, Func<int, Value>? axisIndex, List<Statement> statements, string suffix, string element = "0")
    {
        _element = element;
        return Lower(_expression, input, axisIndex, [], statements, suffix);
    }

    private string _element = "0";

    private Value Lower(Expr e, Func<int, Value> input, Func<int, Value>? axisIndex, Dictionary<Expr, Value> known, List<Statement> statements, string suffix)
    {
        if (suffix.Length > 0 && _uniform.TryGetValue(e, out var uniform)) return new Local(uniform);
        if (known.TryGetValue(e, out var value)) return value;
        Value go(Expr x) => Lower(x, input, axisIndex, known, statements, suffix);
        value = e switch
        {
            InputExpr x => input(x.Index),
            ConstantExpr x => new Number(x.Value),
            BatchSizeExpr x => new IndexValue(NameOf(x)),
            AxisIndexExpr x => axisIndex is null ? throw new InvalidOperationException("This kernel has no indices.") : axisIndex(x.Axis),
            RandomExpr x => new Random(x.Stream, _element),
            UnaryExpr x => new Unary(x.Op, go(x.A)),
            SelectExpr x => new Choose(x.Comparison, go(x.A), go(x.B), go(x.Then), go(x.Otherwise)),
            BinaryExpr { Op: BinaryOp.Add, A: BinaryExpr { Op: BinaryOp.Multiply } p } x when Free(p, known) => new MultiplyAdd(go(p.A), go(p.B), go(x.B)),
            BinaryExpr { Op: BinaryOp.Add, B: BinaryExpr { Op: BinaryOp.Multiply } p } x when Free(p, known) => new MultiplyAdd(go(p.A), go(p.B), go(x.A)),
            BinaryExpr { Op: BinaryOp.Subtract, A: BinaryExpr { Op: BinaryOp.Multiply } p } x when Free(p, known) => new MultiplyAdd(go(p.A), go(p.B), Negate(go(x.B))),
            BinaryExpr { Op: BinaryOp.Subtract, B: BinaryExpr { Op: BinaryOp.Multiply } p } x when Free(p, known) => new MultiplyAdd(Negate(go(p.A)), go(p.B), go(x.A)),
            BinaryExpr x => new Binary(x.Op, go(x.A), go(x.B)),
            _ => throw new InvalidOperationException($"No value for {e}."),
        };
        if (!_shared.Contains(e) || suffix.Length == 0) return value;
        var name = $"{_prefix}{suffix}_{known.Count}";
        statements.Add(new Let(name, value));
        return known[e] = new Local(name);
    }

    private static string NameOf(BatchSizeExpr size) => size.AtHand ? "samples" : "total";

    private static Value Negate(Value value) => value is Number n ? new Number(-n.Constant) : new Unary(UnaryOp.Negate, value);

    private bool Free(Expr product, Dictionary<Expr, Value> known) => !_shared.Contains(product) && !known.ContainsKey(product) && !_uniform.ContainsKey(product);

    private static void Count(Expr e, Dictionary<Expr, int> counts)
    {
        counts.TryGetValue(e, out var count);
        counts[e] = count + 1;
        if (count > 0) return;
        foreach (var child in e.Children()) Count(child, counts);
    }

    private void FindUniform(Expr e)
    {
        if (_uniform.ContainsKey(e)) return;
        var leaves = e.Walk().Where(x => !x.Children().Any()).ToList();
        if (leaves.Any(x => x is BatchSizeExpr) && leaves.All(x => x is BatchSizeExpr or ConstantExpr))
        {
            _uniform[e] = $"u{_uniform.Count}";
            return;
        }

        foreach (var child in e.Children()) FindUniform(child);
    }
}
