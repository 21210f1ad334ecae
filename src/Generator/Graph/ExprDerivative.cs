namespace NetGen.Generator.Graph;

/// <summary>Symbolic differentiation of scalar expressions. At a kink the derivative is PyTorch's: relu'(0) = 0, |x|'(0) = 0.</summary>
internal static class ExprDerivative
{
    /// <summary>∂e/∂(input <paramref name="index"/>).</summary>
    public static Expr Of(Expr e, int index)
    {
        if (!e.Uses(index)) return Expr.Zero;
        switch (e)
        {
            case InputExpr:
                return Expr.One;
            case UnaryExpr u:
                return Outer(u) * Of(u.A, index);
            case SelectExpr s:
                return Expr.Select(s.Comparison, s.A, s.B, Of(s.Then, index), Of(s.Otherwise, index));
            case BinaryExpr b:
                return Of(b, Of(b.A, index), Of(b.B, index));
            default:
                return Expr.Zero;
        }
    }

    private static Expr Of(BinaryExpr e, Expr da, Expr db) => e.Op switch
    {
        BinaryOp.Add => da + db,
        BinaryOp.Subtract => da - db,
        BinaryOp.Multiply => (da * e.B) + (e.A * db),
        // d(a/b) = (da − (a/b)·db)/b reuses the quotient, which the forward pass has.
        BinaryOp.Divide => (da - (e * db)) / e.B,
        BinaryOp.Maximum => Greatest(e.A, e.B, da, db),
        BinaryOp.Minimum => Least(e.A, e.B, da, db),
        BinaryOp.Power => Power(e, da, db),
        _ => throw new InvalidOperationException($"No derivative of {e.Op}."),
    };

    /// <summary>
    /// The derivative of the greater of two, b of equal ones. A comparison with NaN is false: it is put so that NaN passes the gradient on, as in
    /// PyTorch, wherever only one of the two depends on the input.
    /// </summary>
    private static Expr Greatest(Expr a, Expr b, Expr da, Expr db) =>
        Expr.IsConstant(da, 0) ? Expr.Less(b, a, 0, db) : Expr.Select(Comparison.LessOrEqual, a, b, db, da);

    private static Expr Least(Expr a, Expr b, Expr da, Expr db) =>
        Expr.IsConstant(da, 0) ? Expr.Less(a, b, 0, db) : Expr.Select(Comparison.LessOrEqual, b, a, db, da);

    private static Expr Power(BinaryExpr e, Expr da, Expr db)
    {
        // As in PyTorch: a⁰ does not depend on a, and 0ᵇ is 0 for every b above 0; the plain forms are 0·∞ there.
        var slope = e.B * Expr.Pow(e.A, e.B - Expr.One);
        if (e.B is not ConstantExpr) slope = Expr.Select(Comparison.Equal, e.B, 0, 0, slope);
        var growth = e * Expr.Log(e.A);
        if (e.A is not ConstantExpr { Value: > 0 }) growth = Expr.Select(Comparison.Equal, e.A, 0, Expr.Less(e.B, 0, growth, 0), growth);
        return (Expr.IsConstant(da, 0) ? Expr.Zero : slope * da) + (Expr.IsConstant(db, 0) ? Expr.Zero : growth * db);
    }

    /// <summary>f'(a) of f(a), written with f(a) itself where that is cheaper.</summary>
    private static Expr Outer(UnaryExpr f) => f.Op switch
    {
        UnaryOp.Negate => -1,
        UnaryOp.Exp => f,
        UnaryOp.Log => Expr.One / f.A,
        UnaryOp.Log1p => Expr.One / (Expr.One + f.A),
        UnaryOp.Expm1 => f + Expr.One,
        UnaryOp.Tanh => Expr.One - (f * f),
        UnaryOp.Sigmoid => f * (Expr.One - f),
        UnaryOp.Softplus => Expr.Sigmoid(f.A),
        UnaryOp.Erf => (2 / Math.Sqrt(Math.PI)) * Expr.Exp(-(f.A * f.A)),
        UnaryOp.Sqrt => 0.5 / f,
        UnaryOp.Abs => Expr.Unary(UnaryOp.Sign, f.A),
        UnaryOp.Sin => Expr.Unary(UnaryOp.Cos, f.A),
        UnaryOp.Cos => -Expr.Unary(UnaryOp.Sin, f.A),
        UnaryOp.Sign or UnaryOp.Floor => Expr.Zero,
        _ => throw new InvalidOperationException($"No derivative of {f.Op}."),
    };
}
