using System.Runtime.Intrinsics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Schedule;
using NetGen.Numerics;

namespace NetGen.Conformance.Graph;

/// <summary>What is said to be zero in padding lanes is so for any value of what is not zero there.</summary>
public sealed class PaddingLanesTests
{
    private static readonly double[] Values = [0, 1, -1, 0.3, -2.7, 6, 17, 1e-30, 3e38, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    public static TheoryData<string> Activations => [.. Activation.All.Select(a => a.Kind)];

    /// <summary>$0 is zero in padding lanes, $1 is anything; the index runs along 19 lanes.</summary>
    [Theory]
    [InlineData("x", true)]
    [InlineData("max(x, 0)", true)]
    [InlineData("x * 0.5", true)]
    [InlineData("x / N", true)]
    [InlineData("tanh(x) + x * x", true)]
    [InlineData("exp(x) - 1", true)]
    [InlineData("x * y", false)]
    [InlineData("x / y", false)]
    [InlineData("x + y", false)]
    [InlineData("x / x", false)]
    [InlineData("exp(x)", false)]
    [InlineData("y > 1e30 ? 1 : x", false)]
    [InlineData("y > 1e30 ? x : x * 2", true)]
    [InlineData("N > 100 ? 1 : x", false)]
    [InlineData("(x + 0.1) * 10 - 1", false)]
    [InlineData("i < 2 ? 1 : x", true)]
    [InlineData("i > 20 ? 1 : x", false)]
    [InlineData("i < 2 ? 1 : (i < 21 ? x : 1)", false)]
    [InlineData("i > 40 ? 1 : x", true)]
    public void A_proof_is_found_where_there_is_one(string expression, bool isZero) => Assert.Equal(isZero, AreZero(Parse(expression)));

    [Theory, MemberData(nameof(Activations))]
    public void An_activation_that_is_said_to_keep_zero_keeps_it(string kind)
    {
        var network = NetGen.Testing.InterpretedNetwork.Of(
            new NetGen.Testing.Declaration().Input([1]).Layer(kind).Loss("MeanSquaredErrorLoss").ToSpec("Sample"));
        var atZero = network.Forward(1, [0], network.State.ToDictionary(p => p.Key, _ => new double[1], StringComparer.Ordinal))[0];
        var graph = NetGen.Conformance.Gradients.TrainingGraph.Of(new NetGen.Testing.Declaration().Input([1]).Layer(kind).Loss("MeanSquaredErrorLoss"));
        foreach (var map in graph.Forward.Nodes.OfType<MapNode>().Where(m => m.Operands.Count == 1 && m.Expression.Uses(0)).Take(1))
            Assert.Equal(atZero == 0, PaddingLanes.AreZero(map.Expression, _ => true, [1], 0));
    }

    /// <summary>Derivatives and other expressions with selections: never said to be zero where some value of the other input makes them something else.</summary>
    [Fact]
    public void It_is_never_said_wrongly()
    {
        string[] expressions =
        [
            "max(x, y)", "min(max(y, 0), 0)", "x * max(y, 1)", "x * sigmoid(y)", "y > 0 ? x : 0", "y <= 0 ? 0 : x", "(y > 3 ? 1 : 0) * x", "x * (y > 0 ? 2 : 0.5)", "pow(x, 2)", "pow(x, y)",
            "abs(x) <= 0.5 ? 0 : x", "x > 0 ? y : x", "x < 0 ? y : x", "x <= 0 ? y : x", "sqrt(x)", "log(x + 1)", "1 - exp(x)", "0 / y", "x - y * 0", "i * x", "x / i", "x / (i - 25)",
        ];
        foreach (var e in expressions.Select(Parse).SelectMany(e => new[] { e, ExprDerivative.Of(e, 0), ExprDerivative.Of(e, 1) }))
        {
            if (!AreZero(e)) continue;
            foreach (var y in Values)
                for (var i = 19; i < 32; i++) Assert.True(Evaluate(e, 0, y, i) == 0, $"{e} at $1 = {y}, i = {i}");
        }
    }

    /// <summary>The proof takes these for exact.</summary>
    [Fact]
    public void The_functions_of_the_runtime_are_exact_at_zero()
    {
        Assert.Equal([1, 1, 0.5f, 0, 0, 0, 0, 0, 0, 0], new[]
        {
            VectorMath.Exp(0f), VectorMath.Cos(0f), VectorMath.Sigmoid(0f), VectorMath.Tanh(0f), VectorMath.Sin(0f), VectorMath.Erf(0f), VectorMath.Log1p(0f), VectorMath.Expm1(0f), VectorMath.Log(1f), VectorMath.Pow(0f, 3f),
        });
        static float[] all(Vector256<float> v) => [.. Enumerable.Range(0, 8).Select(i => v[i]).Distinct()];
        var zero = Vector256<float>.Zero;
        Assert.Equal([1f], all(VectorMath.Exp(zero)));
        Assert.Equal([1f], all(VectorMath.Cos(zero)));
        Assert.Equal([0.5f], all(VectorMath.Sigmoid(zero)));
        foreach (var value in new[] { VectorMath.Tanh(zero), VectorMath.Sin(zero), VectorMath.Erf(zero), VectorMath.Log1p(zero), VectorMath.Expm1(zero), VectorMath.Sign(zero), VectorMath.Log(Vector256<float>.One), VectorMath.Pow(zero, Vector256.Create(2.5f)) })
            Assert.Equal([0f], all(value));
    }

    /// <summary>Vectors and single floats alike: NaN in either place comes out.</summary>
    [Fact]
    public void The_greater_and_the_lesser_of_two_are_NaN_where_either_is()
    {
        float[] a = [1, float.NaN, 2, float.NaN, -3, float.PositiveInfinity, float.NegativeInfinity, 0], b = [2, 5, float.NaN, float.NaN, -4, 1, float.NaN, float.NaN];
        float[] greater = [.. a.Zip(b, MathF.Max)], lesser = [.. a.Zip(b, MathF.Min)];
        Vector256<float> x = Vector256.Create(a), y = Vector256.Create(b);
        float[] values(Vector256<float> v) => [.. Enumerable.Range(0, 8).Select(i => v[i])];
        Assert.Equal(greater, values(Lanes.Maximum(x, y)));
        Assert.Equal(lesser, values(Lanes.Minimum(x, y)));
        Assert.Equal(greater, values(Vector256.Create(Lanes.Maximum(x.GetLower(), y.GetLower()), Lanes.Maximum(x.GetUpper(), y.GetUpper()))));
        Assert.Equal(lesser, values(Vector256.Create(Lanes.Minimum(x.GetLower(), y.GetLower()), Lanes.Minimum(x.GetUpper(), y.GetUpper()))));
        Assert.Equal(greater, values(Lanes.Maximum(Vector512.Create(x, x), Vector512.Create(y, y)).GetUpper()));
        Assert.Equal(lesser, values(Lanes.Minimum(Vector512.Create(x, x), Vector512.Create(y, y)).GetLower()));
        for (var i = 0; i < 16; i++) Assert.True(float.IsNaN(VectorMath.Max(Vector512<float>.One.WithElement(i, float.NaN))), $"lane {i}");
    }

    private static bool AreZero(Expr expression) => PaddingLanes.AreZero(expression, i => i == 0, [19], 0);

    private static Expr Parse(string text)
    {
        var names = new Dictionary<string, Expr>(StringComparer.Ordinal) { ["x"] = Expr.Input(0), ["y"] = Expr.Input(1), ["i"] = new AxisIndexExpr(0), ["N"] = new BatchSizeExpr() };
        return ExprParser.Parse(text, names, out var error) ?? throw new ArgumentException($"{text}: {error}");
    }

    private static double Evaluate(Expr e, double x, double y, int i) => e switch
    {
        InputExpr input => input.Index == 0 ? x : y,
        ConstantExpr c => c.Value,
        AxisIndexExpr => i,
        BatchSizeExpr => 3,
        UnaryExpr u => ScalarMath.Apply(u.Op, Evaluate(u.A, x, y, i)),
        BinaryExpr b => ScalarMath.Apply(b.Op, Evaluate(b.A, x, y, i), Evaluate(b.B, x, y, i)),
        SelectExpr s => ScalarMath.Compare(s.Comparison, Evaluate(s.A, x, y, i), Evaluate(s.B, x, y, i)) ? Evaluate(s.Then, x, y, i) : Evaluate(s.Otherwise, x, y, i),
        _ => throw new ArgumentException($"{e}"),
    };
}
