using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// α·T²·KL(softmax(z/T) ‖ softmax(x/T)) + (1 − α)·CE(x, label), z the teacher's scores, which count as constants (Hinton, Vinyals and Dean 2015,
/// arXiv:1503.02531).
/// </summary>
internal sealed class DistillationLoss : LabelLoss
{
    public override string Kind => "DistillationLoss";

    protected override bool Check(LossContext c)
    {
        if (!c.ComparesAlike("teacher's scores") || !c.AtLeast("Temperature", 2, 0, exclusive: true)) return false;
        if (c.Number("Alpha", 0.5) is >= 0 and <= 1) return true;
        c.RefuseArgument($"Alpha is {LayerContext.Format(c.Number("Alpha", 0.5))}, but must be at least 0 and at most 1");
        return false;
    }

    public override LossNodes? Build(LossContext c)
    {
        double temperature = c.Number("Temperature", 2), alpha = c.Number("Alpha", 0.5);
        var (hard, hardSum, axes) = Softmax.ShiftedExponentials(c, c.X, axis: 0);
        var (soft, softSum, _) = Softmax.ShiftedExponentials(c, c.X, axis: 0, temperature);
        var (teacher, teacherSum, _) = Softmax.ShiftedExponentials(c, c.Others[0], axis: 0, temperature);
        var labels = new ClassLabels(
            c, null, Operand.Same(hard), new(hardSum, axes), Operand.Same(soft), new(softSum, axes), Operand.Same(teacher), new(teacherSum, axes));
        Expr logP = Expr.Input(0) - Expr.Log(Expr.Input(1)), logSoft = Expr.Input(2) - Expr.Log(Expr.Input(3)), logTeacher = Expr.Input(4) - Expr.Log(Expr.Input(5));
        Expr p = Expr.Exp(Expr.Input(0)) / Expr.Input(1), q = Expr.Exp(Expr.Input(2)) / Expr.Input(3), z = Expr.Exp(Expr.Input(4)) / Expr.Input(5);
        var factor = Reduction.Factor(c, (double)c.X.ElementCount / c.X.Shape[0]);
        var value = (alpha * temperature * temperature * (z * (logTeacher - logSoft))) + ((1 - alpha) * labels.AtLabel(-logP, 0));
        // ∂/∂x of both softmax terms is a difference of probabilities; the inner 1/T takes one T away.
        var slope = (alpha * temperature * (q - z)) + ((1 - alpha) * (p - labels.AtLabel(1, 0)));
        return new(c.SumOverBatch(value * factor, c.X.Shape, labels.Operands), c.Map(slope * factor, c.X.Shape, labels.Operands));
    }
}
