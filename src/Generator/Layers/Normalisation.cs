using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>y = (x − mean)/√(variance + ε)·γ + β, whatever the elements over which mean and variance (biased) are taken.</summary>
internal static class Normalisation
{
    /// <summary>The mean of an expression of x over some axes; the result has the other axes.</summary>
    public static Node Mean(LayerContext c, Node x, int[] axes, Func<Expr, Expr> of)
    {
        double count = axes.Aggregate(1L, (product, axis) => product * x.Extents[axis].Number);
        return c.Reduce(ReduceKind.Sum, of(Expr.Input(0)) * (1 / count), x.Extents, axes, Operand.Same(x));
    }

    /// <summary>x·scale·γ + β; <paramref name="scale"/> is an expression of its operand, γ and β may be missing.</summary>
    public static Node Affine(LayerContext c, Node x, Operand moment, Func<Expr, Expr> scale, Operand? gamma, Operand? beta)
    {
        var operands = new List<Operand> { Operand.Same(x), moment };
        var y = Expr.Input(0) * scale(Expr.Input(1));
        if (gamma is not null)
        {
            y *= Expr.Input(operands.Count);
            operands.Add(gamma);
        }

        if (beta is not null)
        {
            y += Expr.Input(operands.Count);
            operands.Add(beta);
        }

        return c.Map(y, x.Extents, [.. operands]);
    }

    /// <summary>1/√(v + ε).</summary>
    public static Func<Expr, Expr> InverseRoot(double epsilon) => v => Expr.One / Expr.Sqrt(v + epsilon);

    /// <summary>The ε of the layer; null after a problem.</summary>
    public static double? Epsilon(LayerContext c, double otherwise)
    {
        var epsilon = c.Number("Epsilon", otherwise);
        if (epsilon >= 0) return epsilon;
        c.Fail("NG0105", $"{c.Text}: Epsilon is {epsilon}, but must not be negative");
        return null;
    }

    /// <summary>The last axes, as given by their extents (default: the last one); null after a problem.</summary>
    public static int[]? LastAxes(LayerContext c)
    {
        int[] shape = [.. c.Numbers("Shape").Select(v => (int)v)];
        var count = Math.Max(1, shape.Length);
        if (count > c.X.Rank || (shape.Length > 0 && !shape.SequenceEqual(c.X.Extents.Skip(c.X.Rank - count).Select(e => e.Number))))
        {
            c.Fail("NG0101", $"{c.Text} needs [{(shape.Length == 0 ? "…" : string.Join(", ", shape))}] as the last axes, but {c.Above()}; name these axes' extents");
            return null;
        }

        return [.. Enumerable.Range(c.X.Rank - count, count)];
    }
}

/// <summary>Over the last axes of each sample, γ and β an element (Ba, Kiros and Hinton 2016, arXiv:1607.06450).</summary>
internal sealed class LayerNorm : LayerDefinition
{
    public override string Kind => "LayerNorm";

    public override Node? Build(LayerContext c)
    {
        if (Normalisation.LastAxes(c) is not { } axes || Normalisation.Epsilon(c, 1e-5) is not { } epsilon) return null;
        var x = c.X;
        int[] kept = [.. Enumerable.Range(0, x.Rank - axes.Length)], shape = [.. axes.Select(a => x.Extents[a].Number)];
        var affine = c.Flag("Affine", true);
        var gamma = affine ? new Operand(c.Parameter("weight", shape, InitialValues.Ones), axes) : null;
        var beta = affine && c.Flag("Bias", true) ? new Operand(c.Parameter("bias", shape, InitialValues.Zeros), axes) : null;
        var mean = Normalisation.Mean(c, x, axes, e => e);
        var centred = c.Map(Expr.Input(0) - Expr.Input(1), x.Extents, Operand.Same(x), new Operand(mean, kept));
        var variance = Normalisation.Mean(c, centred, axes, e => e * e);
        return Normalisation.Affine(c, centred, new(c.Map(variance, Normalisation.InverseRoot(epsilon)), kept), e => e, gamma, beta);
    }
}

/// <summary>y = γ·x/√(mean x² + ε) over the last axes of each sample (Zhang and Sennrich 2019, arXiv:1910.07467).</summary>
internal sealed class RmsNorm : LayerDefinition
{
    /// <summary>The spacing of floats at 1.</summary>
    private const double FloatEpsilon = 1.1920928955078125e-7;

    public override string Kind => "RmsNorm";

    public override Node? Build(LayerContext c)
    {
        if (Normalisation.LastAxes(c) is not { } axes || Normalisation.Epsilon(c, FloatEpsilon) is not { } epsilon) return null;
        var x = c.X;
        int[] kept = [.. Enumerable.Range(0, x.Rank - axes.Length)], shape = [.. axes.Select(a => x.Extents[a].Number)];
        var gamma = c.Flag("Affine", true) ? new Operand(c.Parameter("weight", shape, InitialValues.Ones), axes) : null;
        var square = Normalisation.Mean(c, x, axes, e => e * e);
        return Normalisation.Affine(c, x, new(c.Map(square, Normalisation.InverseRoot(epsilon)), kept), e => e, gamma, beta: null);
    }
}
