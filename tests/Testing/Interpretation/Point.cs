using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>One point of a domain: its index and the operands there.</summary>
/// <param name="domain">The domain.</param>
/// <param name="axes">For each operand, the axes of the domain that its own follow.</param>
/// <param name="values">The operands.</param>
/// <param name="feed">What the graph runs on.</param>
internal sealed class Point(int[] domain, int[][] axes, Tensor[] values, Feed feed)
{
    private readonly int[] _operandIndex = new int[domain.Length + 1];

    public int[] Index { get; } = new int[domain.Length];

    public double[] Operands { get; } = new double[values.Length];

    public int Sample { get; private set; }

    public double Total => feed.Total;

    /// <summary>Reads the operands at the current index: an axis of extent 1 stands for every position.</summary>
    public Point MoveTo(int sample)
    {
        Sample = sample;
        for (var i = 0; i < Operands.Length; i++)
        {
            var shape = values[i].Shape;
            for (var axis = 0; axis < shape.Length; axis++) _operandIndex[axis] = shape[axis] == 1 ? 0 : Index[axes[i][axis]];
            Operands[i] = values[i].At(sample, _operandIndex.AsSpan(0, shape.Length));
        }

        return this;
    }

    public double Random(int stream) => feed.Random(stream, Sample, Testing.Index.Offset(domain, Index));
}

/// <summary>A scalar expression as nested functions of a point.</summary>
internal static class ScalarProgram
{
    public static Func<Point, double> Of(Expr expression)
    {
        switch (expression)
        {
            case ConstantExpr e:
                return _ => e.Value;
            case InputExpr e:
                return p => p.Operands[e.Index];
            case UnaryExpr e:
                var x = Of(e.A);
                return p => ScalarMath.Apply(e.Op, x(p));
            case BinaryExpr e:
                Func<Point, double> a = Of(e.A), b = Of(e.B);
                return p => ScalarMath.Apply(e.Op, a(p), b(p));
            case SelectExpr e:
                Func<Point, double> left = Of(e.A), right = Of(e.B), then = Of(e.Then), otherwise = Of(e.Otherwise);
                return p => ScalarMath.Compare(e.Comparison, left(p), right(p)) ? then(p) : otherwise(p);
            case BatchSizeExpr:
                return p => p.Total;
            case AxisIndexExpr e:
                return p => p.Index[e.Axis];
            case RandomExpr e:
                return p => p.Random(e.Stream);
            default:
                throw new NotSupportedException($"The interpreter does not know {expression.GetType().Name}: {expression}");
        }
    }
}
