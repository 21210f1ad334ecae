// Input: a scalar expression and which of its inputs are zero in padding lanes. Output: whether it is zero there, whatever the other inputs are.
// Invariant: a proof, not a sample: infinite and undefined inputs count, and constants are floats whose arithmetic is exact or not relied upon.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>What padding lanes hold after an element-wise computation.</summary>
internal static class PaddingLanes
{
    /// <summary>Whether <paramref name="expression"/> is zero in every padding lane.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="isZero">Whether an input is zero in padding lanes; the others are any numbers.</param>
    /// <param name="domain">The extents its indices run over.</param>
    /// <param name="lane">The axis in the lanes.</param>
    public static bool AreZero(Expr expression, Func<int, bool> isZero, int[] domain, int lane)
    {
        // Each padding lane has an index of its own; without indices they are alike.
        var usesLane = expression.Walk().Any(e => e is AxisIndexExpr index && index.Axis == lane);
        int first = domain[lane], last = usesLane ? ((first + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes) - 1 : first;
        for (var index = first; index <= last; index++)
        {
            var known = new Dictionary<Expr, Bounds>();
            if (!Of(expression, isZero, domain, lane, index, known).IsZero) return false;
        }

        return true;
    }

    /// <summary>The numbers an expression may be: all between two, or any at all, NaN and infinities included.</summary>
    private readonly record struct Bounds(double Low, double High)
    {
        /// <summary>Beyond it a product of two might not be finite.</summary>
        private const double Large = 1e18;

        public static readonly Bounds Any = new(double.NegativeInfinity, double.PositiveInfinity);

        public bool IsAny => double.IsInfinity(Low);

        public bool IsZero => Low == 0 && High == 0;

        public bool IsExact => Low.Equals(High);

        public bool HasZero => Low <= 0 && High >= 0;

        /// <summary>A number that is computed without rounding; else nothing is said of it.</summary>
        public static Bounds Exactly(double value) => (float)value == value ? new(value, value) : Between(value, value);

        /// <summary>Bounds a little wider than these, for what is rounded.</summary>
        public static Bounds Between(double low, double high)
        {
            const double rounding = 1e-5;
            var margin = rounding * Math.Max(Math.Abs(low), Math.Abs(high));
            return !(low >= -Large && high <= Large) ? Any : new(low - margin, high + margin);
        }

        public static Bounds Either(Bounds a, Bounds b) => a.IsAny || b.IsAny ? Any : new(Math.Min(a.Low, b.Low), Math.Max(a.High, b.High));
    }

    private static Bounds Of(Expr e, Func<int, bool> isZero, int[] domain, int lane, int index, Dictionary<Expr, Bounds> known)
    {
        if (known.TryGetValue(e, out var found)) return found;
        Bounds of(Expr x) => Of(x, isZero, domain, lane, index, known);
        return known[e] = e switch
        {
            InputExpr x => isZero(x.Index) ? new(0, 0) : Bounds.Any,
            ConstantExpr x => float.IsInfinity((float)x.Value) || float.IsNaN((float)x.Value) ? Bounds.Any : new((float)x.Value, (float)x.Value),
            BatchSizeExpr => new(1, int.MaxValue),
            RandomExpr => new(0, 1),
            AxisIndexExpr x => x.Axis == lane ? Bounds.Exactly(index) : new(0, domain[x.Axis] - 1),
            UnaryExpr x => Unary(x.Op, of(x.A)),
            BinaryExpr x => Binary(x.Op, of(x.A), of(x.B)),
            SelectExpr x => Holds(x.Comparison, of(x.A), of(x.B)) switch
            {
                true => of(x.Then),
                false => of(x.Otherwise),
                null => Bounds.Either(of(x.Then), of(x.Otherwise)),
            },
            _ => Bounds.Any,
        };
    }

    private static Bounds Unary(UnaryOp op, Bounds a)
    {
        if (a.IsAny) return Bounds.Any;
        if (op == UnaryOp.Negate) return new(-a.High, -a.Low);
        if (op == UnaryOp.Abs && a.HasZero) return new(0, Math.Max(-a.Low, a.High));
        if (!a.IsExact) return Monotone(op, a);
        var value = ScalarMath.Apply(op, a.Low);
        // The functions of the runtime round, but not at 0 (and log not at 1): a test holds them to it.
        var isExact = op is UnaryOp.Abs or UnaryOp.Sign or UnaryOp.Floor or UnaryOp.Sqrt || a.IsZero || (op == UnaryOp.Log && a.Low == 1);
        return double.IsNaN(value) || double.IsInfinity(value) ? Bounds.Any : isExact ? Bounds.Exactly(value) : Bounds.Between(value, value);
    }

    /// <summary>Functions that only rise, between their values at the ends; sines between −1 and 1.</summary>
    private static Bounds Monotone(UnaryOp op, Bounds a)
    {
        if (op is UnaryOp.Sin or UnaryOp.Cos) return Bounds.Between(-1, 1);
        if (op == UnaryOp.Abs) return new(Math.Min(Math.Abs(a.Low), Math.Abs(a.High)), Math.Max(Math.Abs(a.Low), Math.Abs(a.High)));
        double low = ScalarMath.Apply(op, a.Low), high = ScalarMath.Apply(op, a.High);
        return double.IsNaN(low) || double.IsInfinity(low) ? Bounds.Any : Bounds.Between(low, high);
    }

    private static Bounds Binary(BinaryOp op, Bounds a, Bounds b)
    {
        if (a.IsAny || b.IsAny) return Bounds.Any;
        switch (op)
        {
            case BinaryOp.Add:
                return Rounded(a, b, a.Low + b.Low, a.High + b.High);
            case BinaryOp.Subtract:
                return Rounded(a, b, a.Low - b.High, a.High - b.Low);
            case BinaryOp.Multiply:
                return Corners(a, b, (x, y) => x * y);
            case BinaryOp.Divide:
                return b.HasZero ? Bounds.Any : Corners(a, b, (x, y) => x / y);
            case BinaryOp.Maximum:
                return new(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High));
            case BinaryOp.Minimum:
                return new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High));
            default:
                // 0 to a positive power.
                return a.IsZero && b.Low > 0 ? new(0, 0) : Bounds.Any;
        }
    }

    private static Bounds Corners(Bounds a, Bounds b, Func<double, double, double> op)
    {
        double[] corners = [op(a.Low, b.Low), op(a.Low, b.High), op(a.High, b.Low), op(a.High, b.High)];
        return Rounded(a, b, corners.Min(), corners.Max());
    }

    private static Bounds Rounded(Bounds a, Bounds b, double low, double high) => a.IsExact && b.IsExact ? Bounds.Exactly(low) : Bounds.Between(low, high);

    /// <summary>Whether a comparison holds; null where it may or may not.</summary>
    private static bool? Holds(Comparison comparison, Bounds a, Bounds b)
    {
        if (a.IsAny || b.IsAny) return null;
        return comparison switch
        {
            Comparison.Less => a.High < b.Low ? true : a.Low >= b.High ? false : null,
            Comparison.LessOrEqual => a.High <= b.Low ? true : a.Low > b.High ? false : null,
            _ => a.IsExact && b.IsExact && a.Low == b.Low ? true : a.High < b.Low || b.High < a.Low ? false : null,
        };
    }
}
