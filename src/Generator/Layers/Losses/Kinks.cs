using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Functions with a kink, with PyTorch's derivative there, which differs from one function to the next.</summary>
internal static class Kinks
{
    /// <summary>max(x, least), derivative 1 where both are equal: <c>clamp_min</c> (a rectifier has 0 there).</summary>
    public static Expr ClampMin(Expr x, Expr least) => Expr.Less(x, least, least, x);

    /// <summary>max(a, b), the gradient shared where both are equal: <c>maximum</c>.</summary>
    public static Expr Maximum(Expr a, Expr b) => Expr.Select(Comparison.Equal, a, b, 0.5 * (a + b), Expr.Max(a, b));

    /// <summary>min(a, b), the gradient shared where both are equal: <c>minimum</c>.</summary>
    public static Expr Minimum(Expr a, Expr b) => Expr.Select(Comparison.Equal, a, b, 0.5 * (a + b), Expr.Min(a, b));
}
