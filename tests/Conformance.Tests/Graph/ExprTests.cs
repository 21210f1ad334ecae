using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

public sealed class ExprTests
{
    private static readonly Expr X = Expr.Input(0), Y = Expr.Input(1);

    public static TheoryData<string> UnaryOps => [.. Enum.GetNames<UnaryOp>()];

    public static TheoryData<string> BinaryOps => [.. Enum.GetNames<BinaryOp>()];

    [Fact]
    public void Substitution_replaces_each_input_once_even_where_the_expression_folds_to_one()
    {
        Assert.Equal(X, ((1 - X) * Y).Substitute(i => i == 0 ? Expr.Zero : X));
        Assert.Equal(Expr.Input(2), (X + new AxisIndexExpr(1)).ReplaceLeaves(e => e is AxisIndexExpr ? Expr.Zero : e.Equals(X) ? Expr.Input(2) : e.Equals(Expr.Input(2)) ? Y : e));
    }

    [Theory, MemberData(nameof(UnaryOps))]
    public void The_derivative_of_every_function_matches_differences(string name)
    {
        var op = Enum.Parse<UnaryOp>(name);
        var derivative = ExprDerivative.Of(Expr.Unary(op, X * X * 0.5 + X), 0);
        for (var i = 0; i < 20; i++)
        {
            // Positive arguments, so that logarithm and root are defined.
            var x = 0.31 + (0.137 * i);
            AssertClose(Difference(p => ScalarMath.Apply(op, (p * p * 0.5) + p), x), ScalarEvaluation.At(derivative, x), $"{name}' at {x}");
        }
    }

    [Theory, MemberData(nameof(BinaryOps))]
    public void The_derivative_of_every_operator_matches_differences_in_both_operands(string name)
    {
        var op = Enum.Parse<BinaryOp>(name);
        var e = Expr.Binary(op, X, Y);
        for (var i = 0; i < 20; i++)
        {
            double x = 0.3 + (0.17 * i), y = 2.6 - (0.11 * i);
            AssertClose(Difference(p => ScalarMath.Apply(op, p, y), x), ScalarEvaluation.At(ExprDerivative.Of(e, 0), x, y), $"d {name} / dx at {x}, {y}");
            AssertClose(Difference(p => ScalarMath.Apply(op, x, p), y), ScalarEvaluation.At(ExprDerivative.Of(e, 1), x, y), $"d {name} / dy at {x}, {y}");
        }
    }

    [Fact]
    public void A_selection_is_differentiated_branch_by_branch()
    {
        var derivative = ExprDerivative.Of(Expr.Less(X, 1, X * X, Expr.Exp(X)), 0);
        Assert.Equal(1.0, ScalarEvaluation.At(derivative, 0.5), 12);
        Assert.Equal(Math.Exp(2), ScalarEvaluation.At(derivative, 2), 12);
    }

    [Fact]
    public void At_a_kink_the_derivative_is_PyTorchs()
    {
        Assert.Equal(0.0, ScalarEvaluation.At(ExprDerivative.Of(Expr.Max(X, 0), 0), 0));
        Assert.Equal(0.0, ScalarEvaluation.At(ExprDerivative.Of(Expr.Abs(X), 0), 0));
        Assert.Equal(0.0, ScalarEvaluation.At(ExprDerivative.Of(Expr.Min(Expr.Max(X, -1), 1), 0), 1));
        Assert.Equal(0.0, ScalarEvaluation.At(ExprDerivative.Of(Expr.Min(Expr.Max(X, -1), 1), 0), -1));
    }

    [Fact]
    public void A_comparison_with_NaN_is_false()
    {
        foreach (var comparison in Enum.GetValues<Comparison>())
            Assert.Equal(2.0, ScalarEvaluation.At(Expr.Select(comparison, X, Y, 1, 2), double.NaN, double.NaN));
    }

    [Fact]
    public void Constants_fold_to_what_the_operators_give()
    {
        double[] values = [-2.5, -1, -0.0, 0, 0.3, 1, 2, 40];
        foreach (var a in values)
        {
            foreach (var op in Enum.GetValues<UnaryOp>()) Assert.Equal(new ConstantExpr(ScalarMath.Apply(op, a)), Expr.Unary(op, a));
            foreach (var b in values)
                foreach (var op in Enum.GetValues<BinaryOp>()) Assert.Equal(new ConstantExpr(ScalarMath.Apply(op, a, b)), Expr.Binary(op, a, b));
        }
    }

    [Fact]
    public void Dropping_neutral_elements_keeps_the_value()
    {
        double[] constants = [0, 1, -1, 2, 0.5, -0.5, 3];
        foreach (var op in Enum.GetValues<BinaryOp>())
        {
            foreach (var c in constants)
            {
                foreach (var inner in new[] { X, -X, Expr.Less(X, 1, 1, 0), Expr.Tanh(X) })
                {
                    foreach (var x in new[] { 0.25, 0.75, 1.0, 1.5 })
                    {
                        var value = ScalarEvaluation.At(inner, x);
                        AssertSame(ScalarMath.Apply(op, value, c), ScalarEvaluation.At(Expr.Binary(op, inner, c), x));
                        if (op != BinaryOp.Divide || value != 0) AssertSame(ScalarMath.Apply(op, c, value), ScalarEvaluation.At(Expr.Binary(op, c, inner), x));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(0.1, 0.1124629160182849)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(-1, -0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(2.9, 0.9999589021219005)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(3.5, 0.9999992569016276)]
    [InlineData(0, 0)]
    public void Erf_agrees_with_tabulated_values(double x, double erf) => Assert.Equal(erf, ScalarMath.Apply(UnaryOp.Erf, x), 4e-15);

    [Theory]
    [InlineData(1e-17)]
    [InlineData(-1e-9)]
    [InlineData(1e-4)]
    [InlineData(-0.3)]
    public void Log1p_and_expm1_lose_nothing_near_zero(double x)
    {
        Assert.Equal(x - (x * x / 2) + (x * x * x / 3) - (x * x * x * x / 4) + Tail(x), ScalarMath.Apply(UnaryOp.Log1p, x), Math.Abs(x) * 1e-14);
        Assert.Equal(x, ScalarMath.Apply(UnaryOp.Log1p, ScalarMath.Apply(UnaryOp.Expm1, x)), Math.Abs(x) * 1e-14);

        static double Tail(double x) => Enumerable.Range(5, 60).Sum(n => (n % 2 == 1 ? 1 : -1) * Math.Pow(x, n) / n);
    }

    private static double Difference(Func<double, double> f, double x)
    {
        // Fourth order: the error is about h⁴/30 of the fifth derivative.
        const double H = 5e-4;
        return ((8 * (f(x + H) - f(x - H))) - (f(x + (2 * H)) - f(x - (2 * H)))) / (12 * H);
    }

    private static void AssertClose(double expected, double actual, string what)
    {
        var close = Math.Abs(expected - actual) <= 1e-8 * Math.Max(1, Math.Abs(expected));
        Assert.True(close, $"{what} is {actual:G9}, differences give {expected:G9}");
    }

    private static void AssertSame(double expected, double actual) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-14 * Math.Abs(expected), $"{actual:G17} instead of {expected:G17}");
}
