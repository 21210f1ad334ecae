using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Adds a vector for each position of a sequence: waves of many lengths (Vaswani et al. 2017, arXiv:1706.03762), or a trained table.</summary>
internal sealed class PositionalEncoding : LayerDefinition
{
    /// <summary>As GPT-2 fills its table.</summary>
    private const double Deviation = 0.02;

    public override string Kind => "PositionalEncoding";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(2, "a sequence [T, features]", "put [Embedding] or [Reshape] before it")) return null;
        var wavelength = c.Number("Base", 10000);
        if (!(wavelength > 0)) return c.Fail("NG0105", $"{c.Text}: Base is {wavelength}, but wavelengths are positive");
        if (c.Flag("Learned", false))
        {
            var table = c.Parameter("weight", c.X.Shape, new("Normal", 0, Deviation));
            return c.Map(Expr.Input(0) + Expr.Input(1), c.X.Shape, Operand.Same(c.X), Operand.Same(table));
        }

        // The frequencies are formed here in double precision; features 2i and 2i + 1 share one.
        var features = c.X.Shape[1];
        double[] frequencies = [.. Enumerable.Range(0, features).Select(f => Math.Pow(wavelength, -2.0 * (f / 2) / features))];
        var angle = new AxisIndexExpr(0) * Expr.Input(0);
        // cos(a) = sin(a + π/2), but the sum would lose digits; odd features take the cosine.
        var isOdd = ConstantVector.Of(c, [.. Enumerable.Range(0, features).Select(f => (double)(f % 2))]);
        var wave = Expr.Select(Comparison.Equal, Expr.Input(1), 0, new UnaryExpr(UnaryOp.Sin, angle), new UnaryExpr(UnaryOp.Cos, angle));
        var waves = c.Map(wave, c.X.Shape, new Operand(ConstantVector.Of(c, frequencies), [1]), new Operand(isOdd, [1]));
        return c.Map(Expr.Input(0) + Expr.Input(1), c.X.Shape, Operand.Same(c.X), Operand.Same(waves));
    }
}
