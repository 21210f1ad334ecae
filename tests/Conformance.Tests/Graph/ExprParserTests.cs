using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

public sealed class ExprParserTests
{
    private static readonly Dictionary<string, Expr> Names = new() { ["x"] = Expr.Input(0) };

    [Theory]
    [InlineData("1 + 2 * x", 7)]
    [InlineData("(1 + 2) * x", 9)]
    [InlineData("10 - x - 2", 5)]
    [InlineData("24 / x / 2", 4)]
    [InlineData("-x^2", -9)]
    [InlineData("(-x)^2", 9)]
    [InlineData("2^x^2", 512)]
    [InlineData("2^-x", 0.125)]
    [InlineData("--x", 3)]
    [InlineData("1.5e1 + .5 - 2E-1", 15.3)]
    [InlineData("x > 2 ? 1 : 2", 1)]
    [InlineData("x >= 3 ? 1 : 2", 1)]
    [InlineData("x < 3 ? 1 : 2", 2)]
    [InlineData("x <= 3 ? 1 : 2", 1)]
    [InlineData("x == 3 ? 1 : 2", 1)]
    [InlineData("x + 1 > 2 * 2 ? 1 : x == 3 ? 5 : 6", 5)]
    [InlineData("(x > 5 ? 1 : 2) * 10", 20)]
    [InlineData("max(x, 4) + min(x, 4) + pow(x, 2)", 16)]
    [InlineData("relu(-x) + relu(x)", 3)]
    [InlineData(" floor ( x / 2 ) ", 1)]
    public void Operators_bind_as_in_mathematics(string text, double atThree)
    {
        var parsed = ExprParser.Parse(text, Names, out var error);
        Assert.Equal("", error);
        Assert.Equal(atThree, Evaluate(parsed!, 3), 12);
    }

    [Theory]
    [InlineData("", 1, "ends too early")]
    [InlineData("x +", 4, "ends too early")]
    [InlineData("x + * 2", 5, "'*' is not expected")]
    [InlineData("x y", 3, "'y' is not expected")]
    [InlineData("(x", 3, "')' is expected at the end")]
    [InlineData("(x]", 3, "')' is expected, not ']'")]
    [InlineData("2 * foo(x)", 5, "'foo' is neither x nor a known function")]
    [InlineData("tanh x", 6, "'(' is expected, not 'x'")]
    [InlineData("max(x)", 6, "',' is expected, not ')'")]
    [InlineData("x > 2", 6, "'?' is expected at the end")]
    [InlineData("x > 2 ? 1", 10, "':' is expected at the end")]
    [InlineData("x = 2 ? 1 : 0", 5, "'==' is expected")]
    [InlineData("1.2.3", 1, "'1.2.3' is not a number")]
    [InlineData("1e", 1, "'1e' is not a number")]
    [InlineData("x # 2", 3, "'#' is not expected")]
    public void A_bad_text_gives_an_error_with_its_column(string text, int column, string message)
    {
        Assert.Null(ExprParser.Parse(text, Names, out var error));
        Assert.StartsWith($"column {column}: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", 5000)]
    [InlineData("-", 5000)]
    [InlineData("tanh(", 5000)]
    [InlineData("x>0?", 5000)]
    [InlineData("2^", 5000)]
    public void Deep_nesting_is_an_error_not_a_stack_overflow(string opening, int times)
    {
        Assert.Null(ExprParser.Parse(string.Concat(Enumerable.Repeat(opening, times)) + "x", Names, out var error));
        Assert.Contains("nested too deeply", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_that_grows_by_duplication_is_an_error_not_a_hang()
    {
        // a^2 becomes a·a, so that 30 nested squares are 2³⁰ leaves.
        var text = string.Concat(Enumerable.Repeat("(", 30)) + "x" + string.Concat(Enumerable.Repeat("^2)", 30));
        Assert.Null(ExprParser.Parse(text, Names, out var error));
        Assert.Contains("too large", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        string[] pieces = ["x", "1", "2.5", "(", ")", "+", "-", "*", "/", "^", "<", ">", "=", "?", ":", ",", "tanh", "max", "pow", "relu", " ", "é", "\0", "_", "1e9", "."];
        var accepted = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var length = (int)(Noise.Uniform(1, round) * 12) + 1;
            var text = string.Concat(Enumerable.Range(0, length).Select(i => pieces[(int)(Noise.Uniform(2, (round * 16L) + i) * pieces.Length)]));
            var parsed = ExprParser.Parse(text, Names, out var error);
            Assert.Equal(parsed is null, error.Length > 0);
            if (parsed is null) continue;
            accepted++;
            _ = Evaluate(parsed, 0.5);
            _ = ExprDerivative.Of(parsed, 0);
        }

        Assert.True(accepted > 200, $"Only {accepted} random texts were expressions: the test reaches too little.");
    }

    private static double Evaluate(Expr e, double x) => ScalarEvaluation.At(e, x);
}
