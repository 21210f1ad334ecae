using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// An element-wise activation is one line: its expression in x and in its arguments. The derivative follows from it; where it is cheaper in
/// terms of the result y (which training keeps anyway), that form is given too. A comparison with NaN is false, and is put so that NaN comes out as NaN;
/// the gradient there is PyTorch's.
/// </summary>
internal sealed class Activation(string kind, string expression, string? derivativeOfOutput = null, params (string Argument, double Default)[] arguments)
    : LayerDefinition
{
    public static readonly IReadOnlyList<LayerDefinition> All =
    [
        new Activation("Relu", "max(x, 0)", "y <= 0 ? 0 : 1"),
        new Activation("Relu6", "min(max(x, 0), 6)", "y <= 0 ? 0 : (y >= 6 ? 0 : 1)"),
        new Activation("LeakyRelu", "x > 0 ? x : slope * x", null, ("Slope", 0.01)),
        new Activation("Sigmoid", "sigmoid(x)"),
        new Activation("HardSigmoid", "min(max(x / 6 + 0.5, 0), 1)", "y > 0 ? (y < 1 ? 1 / 6 : 0) : 0"),
        new Activation("Tanh", "tanh(x)"),
        new Activation("Elu", "x > 0 ? x : alpha * expm1(x)", null, ("Alpha", 1)),
        new Activation("Selu", "1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * expm1(x))"),
        new Activation("Celu", "x > 0 ? x : alpha * expm1(x / alpha)", null, ("Alpha", 1)),
        new Activation("Silu", "x * sigmoid(x)"),
        new Activation("Swish", "x * sigmoid(beta * x)", null, ("Beta", 1)),
        new Activation("HardSwish", "x * min(max(x / 6 + 0.5, 0), 1)"),
        new Activation("Mish", "x * tanh(softplus(x))"),
        new Activation("Softplus", "x * beta > threshold ? x : softplus(beta * x) / beta", null, ("Beta", 1), ("Threshold", 20)),
        new Activation("Softsign", "x / (1 + abs(x))"),
        new Activation("LogSigmoid", "-softplus(-x)"),
        new Activation("HardTanh", "min(max(x, low), high)", null, ("Minimum", -1), ("Maximum", 1)),
        new Activation("HardShrink", "abs(x) <= threshold ? 0 : x", null, ("Threshold", 0.5)),
        new Activation("SoftShrink", "abs(x) <= threshold ? 0 : x > 0 ? x - threshold : x + threshold", null, ("Threshold", 0.5)),
        new Activation("TanhShrink", "x - tanh(x)"),
        new Activation("ThresholdedRelu", "x <= threshold ? value : x", null, ("Threshold", 1), ("Value", 0)),
        new Gelu(),
    ];

    public override string Kind => kind;

    public override Node? Build(LayerContext c)
    {
        var names = new Dictionary<string, Expr>(StringComparer.Ordinal) { ["x"] = Expr.Input(0) };
        foreach (var (argument, otherwise) in arguments) names[ShortName(argument)] = c.Number(argument, otherwise);
        var parsed = ExprParser.Parse(expression, names, out var error) ?? throw new InvalidOperationException($"{kind}: {error}");
        Expr? derivative = null;
        if (derivativeOfOutput is not null)
        {
            var y = new Dictionary<string, Expr>(StringComparer.Ordinal) { ["y"] = Expr.Input(0) };
            derivative = ExprParser.Parse(derivativeOfOutput, y, out error) ?? throw new InvalidOperationException($"{kind}: {error}");
        }

        return c.Add(new MapNode(parsed, c.X.Extents, [Operand.Same(c.X)]) { DerivativeOfOutput = derivative });
    }

    private static string ShortName(string argument) => argument switch
    {
        "Minimum" => "low",
        "Maximum" => "high",
        _ => char.ToLowerInvariant(argument[0]) + argument.Substring(1),
    };
}

/// <summary>Gaussian error linear unit: x·Φ(x), exact or by its tanh approximation (Hendrycks and Gimpel 2016, arXiv:1606.08415).</summary>
internal sealed class Gelu : LayerDefinition
{
    public override string Kind => "Gelu";

    public override Node? Build(LayerContext c)
    {
        var tanh = c.Flag("Approximate", false);
        return c.Map(c.X, x => tanh
            ? 0.5 * x * (Expr.One + Expr.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * (x * x * x)))))
            : 0.5 * x * (Expr.One + Expr.Unary(UnaryOp.Erf, x * Math.Sqrt(0.5))));
    }
}

/// <summary>The user's own activation: <c>[Activation("x * sigmoid(1.702 * x)")]</c>.</summary>
internal sealed class ActivationExpression : LayerDefinition
{
    private const int MaximumLength = 1000;

    public override string Kind => "Activation";

    public override Node? Build(LayerContext c)
    {
        var text = c.String("Expression", "");
        if (text.Length > MaximumLength)
            return c.Fail("NG0109", $"The activation's expression has {text.Length} characters; at most {MaximumLength} are allowed");
        var names = new Dictionary<string, Expr>(StringComparer.Ordinal) { ["x"] = Expr.Input(0), ["pi"] = Math.PI };
        var parsed = ExprParser.Parse(text, names, out var error);
        return parsed is null
            ? c.Fail("NG0109", $"\"{text}\", {error}; it is an expression in x with + - * / ^ ( ) ?: and the functions {string.Join(", ", ExprParser.FunctionNames)}")
            : c.Map(parsed, c.X.Extents, Operand.Same(c.X));
    }
}
