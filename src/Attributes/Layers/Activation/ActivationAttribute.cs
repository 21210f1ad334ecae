namespace NetGen;

/// <summary>
/// An element-wise function of one's own, as an expression in <c>x</c>: <c>[Activation("x * sigmoid(1.702 * x)")]</c>. It is parsed,
/// checked and differentiated at build time.
/// </summary>
/// <param name="expression">The expression.</param>
/// <remarks>
/// Element by element; the shape stays. Numbers, <c>+ - * /</c>, parentheses and functions such as <c>exp</c>, <c>log</c>,
/// <c>sqrt</c>, <c>tanh</c>, <c>sigmoid</c>, <c>max</c>, <c>min</c>, <c>abs</c> may be used.
/// </remarks>
public sealed class ActivationAttribute(string expression) : LayerAttribute
{
    /// <summary>The expression.</summary>
    public string Expression { get; } = expression;
}
