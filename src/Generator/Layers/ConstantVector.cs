using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A vector the declaration gives: weights a class or a channel. It is a map of its index, computed once a call.</summary>
internal static class ConstantVector
{
    public static Node Of(LayerContext c, double[] values) => c.Map(Between(values, 0, values.Length), [values.Length]);

    /// <summary>A binary decision over the index, so that the expression's depth is the logarithm of the length; equal halves merge.</summary>
    private static Expr Between(double[] values, int start, int end)
    {
        if (end - start == 1) return values[start];
        var middle = (start + end) / 2;
        return Expr.Less(new AxisIndexExpr(0), middle, Between(values, start, middle), Between(values, middle, end));
    }
}
