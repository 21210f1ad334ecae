// Scalar expressions: what one element of a Map computes from one element of each input.
// Invariant: built through the factory methods below, which fold constants and drop neutral elements; equality is by structure.
namespace NetGen.Generator.Graph;

internal enum UnaryOp
{
    Negate,
    Exp,
    Log,
    Log1p,
    Expm1,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,
    Sqrt,
    Abs,
    Sign,
    Sin,
    Cos,
    Floor,
}

internal enum BinaryOp
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Power,
}

internal enum Comparison
{
    Less,
    LessOrEqual,
    Equal,
}

internal abstract record Expr
{
    private const long MaximumSize = long.MaxValue / 8;

    public static readonly Expr Zero = new ConstantExpr(0);
    public static readonly Expr One = new ConstantExpr(1);

    public static implicit operator Expr(double value) => new ConstantExpr(value);

    public static Expr operator +(Expr a, Expr b) => Binary(BinaryOp.Add, a, b);

    public static Expr operator -(Expr a, Expr b) => Binary(BinaryOp.Subtract, a, b);

    public static Expr operator *(Expr a, Expr b) => Binary(BinaryOp.Multiply, a, b);

    public static Expr operator /(Expr a, Expr b) => Binary(BinaryOp.Divide, a, b);

    public static Expr operator -(Expr a) => Unary(UnaryOp.Negate, a);

    public static Expr Input(int index) => new InputExpr(index);

    public static Expr Max(Expr a, Expr b) => Binary(BinaryOp.Maximum, a, b);

    public static Expr Min(Expr a, Expr b) => Binary(BinaryOp.Minimum, a, b);

    public static Expr Pow(Expr a, Expr b) => Binary(BinaryOp.Power, a, b);

    public static Expr Exp(Expr a) => Unary(UnaryOp.Exp, a);

    public static Expr Log(Expr a) => Unary(UnaryOp.Log, a);

    public static Expr Sqrt(Expr a) => Unary(UnaryOp.Sqrt, a);

    public static Expr Tanh(Expr a) => Unary(UnaryOp.Tanh, a);

    public static Expr Sigmoid(Expr a) => Unary(UnaryOp.Sigmoid, a);

    public static Expr Abs(Expr a) => Unary(UnaryOp.Abs, a);

    public static Expr Less(Expr a, Expr b, Expr then, Expr otherwise) => Select(Comparison.Less, a, b, then, otherwise);

    public static Expr Select(Comparison comparison, Expr a, Expr b, Expr then, Expr otherwise)
    {
        if (then.Equals(otherwise)) return then;
        if (a is ConstantExpr x && b is ConstantExpr y) return ScalarMath.Compare(comparison, x.Value, y.Value) ? then : otherwise;
        return new SelectExpr(comparison, a, b, then, otherwise);
    }

    public static Expr Unary(UnaryOp op, Expr a) => (op, a) switch
    {
        (_, ConstantExpr x) => ScalarMath.Apply(op, x.Value),
        (UnaryOp.Negate, UnaryExpr { Op: UnaryOp.Negate } inner) => inner.A,
        _ => new UnaryExpr(op, a),
    };

    public static Expr Binary(BinaryOp op, Expr a, Expr b)
    {
        if (a is ConstantExpr x && b is ConstantExpr y) return ScalarMath.Apply(op, x.Value, y.Value);
        switch (op)
        {
            case BinaryOp.Add:
                if (IsConstant(a, 0)) return b;
                if (IsConstant(b, 0)) return a;
                if (b is UnaryExpr { Op: UnaryOp.Negate } negated) return a - negated.A;
                break;
            case BinaryOp.Subtract:
                if (IsConstant(b, 0)) return a;
                if (IsConstant(a, 0)) return -b;
                if (b is UnaryExpr { Op: UnaryOp.Negate } inner) return a + inner.A;
                break;
            case BinaryOp.Multiply:
                if (IsConstant(a, 0) || IsConstant(b, 0)) return Zero;
                if (IsConstant(a, 1)) return b;
                if (IsConstant(b, 1)) return a;
                if (IsConstant(a, -1)) return -b;
                if (IsConstant(b, -1)) return -a;
                // A constant factor moves into a selection of constants: (x > 0 ? 1 : 0) * dy becomes x > 0 ? dy : 0.
                if (a is SelectExpr s && Factorable(s)) return Select(s.Comparison, s.A, s.B, s.Then * b, s.Otherwise * b);
                if (b is SelectExpr t && Factorable(t)) return Select(t.Comparison, t.A, t.B, a * t.Then, a * t.Otherwise);
                break;
            case BinaryOp.Divide:
                if (IsConstant(a, 0)) return Zero;
                if (IsConstant(b, 1)) return a;
                break;
            case BinaryOp.Power:
                if (IsConstant(b, 1)) return a;
                if (IsConstant(b, 2)) return a * a;
                if (IsConstant(b, 0.5)) return Sqrt(a);
                if (IsConstant(b, -1)) return One / a;
                if (IsConstant(b, -0.5)) return One / Sqrt(a);
                if (IsConstant(b, 0)) return One;
                break;
        }

        return new BinaryExpr(op, a, b);
    }

    public static bool IsConstant(Expr e, double value) => e is ConstantExpr c && c.Value.Equals(value);

    /// <summary>Whether a factor in front costs no more inside: beside a zero it is selected, not multiplied, so that NaN does not come out of 0 · NaN.</summary>
    private static bool Factorable(SelectExpr s) =>
        (IsFactorable(s.Then) && IsFactorable(s.Otherwise)) || (IsConstant(s.Otherwise, 0) && s.Then is ConstantExpr) || (IsConstant(s.Then, 0) && s.Otherwise is ConstantExpr);

    private static bool IsFactorable(Expr e) => e is ConstantExpr { Value: 0 or 1 } || (e is SelectExpr s && Factorable(s));

    /// <summary>The expression with each sub-expression replaced bottom-up; constants fold again.</summary>
    public Expr Rewrite(Func<Expr, Expr> replace) => replace(this switch
    {
        UnaryExpr e => Unary(e.Op, e.A.Rewrite(replace)),
        BinaryExpr e => Binary(e.Op, e.A.Rewrite(replace), e.B.Rewrite(replace)),
        SelectExpr e => Select(
            e.Comparison, e.A.Rewrite(replace), e.B.Rewrite(replace), e.Then.Rewrite(replace), e.Otherwise.Rewrite(replace)),
        _ => this,
    });

    /// <summary>The expression with input <c>i</c> replaced by <paramref name="inputs"/><c>(i)</c>.</summary>
    public Expr Substitute(Func<int, Expr> inputs) => ReplaceLeaves(e => e is InputExpr input ? inputs(input.Index) : e);

    /// <summary>
    /// The expression with each of its leaves replaced once. A rewrite would see a replaced leaf again where its parent folds to it: of
    /// (1 − $0)·$1 with $0 = 0 and $1 = $0 that would leave 0.
    /// </summary>
    public Expr ReplaceLeaves(Func<Expr, Expr> replace) => this switch
    {
        UnaryExpr e => Unary(e.Op, e.A.ReplaceLeaves(replace)),
        BinaryExpr e => Binary(e.Op, e.A.ReplaceLeaves(replace), e.B.ReplaceLeaves(replace)),
        SelectExpr e => Select(
            e.Comparison, e.A.ReplaceLeaves(replace), e.B.ReplaceLeaves(replace), e.Then.ReplaceLeaves(replace), e.Otherwise.ReplaceLeaves(replace)),
        _ => replace(this),
    };

    /// <summary>This expression and everything below it.</summary>
    public IEnumerable<Expr> Walk()
    {
        yield return this;
        foreach (var child in Children())
            foreach (var e in child.Walk()) yield return e;
    }

    public IEnumerable<Expr> Children() => this switch
    {
        UnaryExpr e => [e.A],
        BinaryExpr e => [e.A, e.B],
        SelectExpr e => [e.A, e.B, e.Then, e.Otherwise],
        _ => [],
    };

    /// <summary>Nodes of the tree, shared ones counted each time: what a walk costs.</summary>
    public virtual long Size => 1;

    public bool Uses(int input) => Walk().Any(e => e is InputExpr i && i.Index == input);

    private protected static long SizeOver(params Expr[] children) => Math.Min(MaximumSize, 1 + children.Sum(c => c.Size));
}

/// <summary>The element of the input with this number.</summary>
internal sealed record InputExpr(int Index) : Expr
{
    public override string ToString() => $"${Index}";
}

internal sealed record ConstantExpr(double Value) : Expr
{
    public override string ToString() => Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed record UnaryExpr(UnaryOp Op, Expr A) : Expr
{
    public override long Size { get; } = SizeOver(A);

    public override string ToString() => Op == UnaryOp.Negate ? $"-{A}" : $"{Op.ToString().ToLowerInvariant()}({A})";
}

internal sealed record BinaryExpr(BinaryOp Op, Expr A, Expr B) : Expr
{
    public override long Size { get; } = SizeOver(A, B);

    public override string ToString() => Op switch
    {
        BinaryOp.Add => $"({A} + {B})",
        BinaryOp.Subtract => $"({A} - {B})",
        BinaryOp.Multiply => $"({A} * {B})",
        BinaryOp.Divide => $"({A} / {B})",
        BinaryOp.Maximum => $"max({A}, {B})",
        BinaryOp.Minimum => $"min({A}, {B})",
        _ => $"pow({A}, {B})",
    };
}

/// <summary><c>A (comparison) B ? Then : Otherwise</c>; a comparison with NaN is false.</summary>
internal sealed record SelectExpr(Comparison Comparison, Expr A, Expr B, Expr Then, Expr Otherwise) : Expr
{
    public override long Size { get; } = SizeOver(A, B, Then, Otherwise);

    public override string ToString()
    {
        var sign = Comparison switch { Comparison.Less => "<", Comparison.LessOrEqual => "<=", _ => "==" };
        return $"({A} {sign} {B} ? {Then} : {Otherwise})";
    }
}

/// <summary>A number of samples, known when the network runs: those the loss averages over, of which a call may be handed a part.</summary>
/// <param name="AtHand">Those of the call instead: what statistics over the batch are over.</param>
/// <param name="Steps">The axis whose positions are counted instead, those of all samples: N·T where sequences are of one length, the sum of their lengths otherwise.</param>
internal sealed record BatchSizeExpr(bool AtHand = false, NamedAxis? Steps = null) : Expr
{
    public override string ToString() => (AtHand ? "n" : "N") + (Steps is null ? "" : $"·{Steps}");
}

/// <summary>The element's index along an axis of the Map's output.</summary>
internal sealed record AxisIndexExpr(int Axis) : Expr
{
    public override string ToString() => $"i{Axis}";
}

/// <summary>A uniform number in [0, 1), different for every element, sample, step and <paramref name="Stream"/>, and repeatable.</summary>
internal sealed record RandomExpr(int Stream) : Expr
{
    public override string ToString() => $"random#{Stream}";
}
