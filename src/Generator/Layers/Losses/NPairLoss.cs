using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>ln(1 + Σ over j ≠ i of e^(aᵢ·pⱼ − aᵢ·pᵢ)), with λ·(‖a‖² + ‖p‖²)/4 added (Sohn 2016).</summary>
internal sealed class NPairLoss : LossDefinition
{
    public override string Kind => "NPairLoss";

    public override LossTarget? Target(LossContext c) => c.ComparesAlike("positive embedding") && c.AtLeast("Regularization", 0, 0) ? LossTarget.None : null;

    public override LossNodes? Build(LossContext c)
    {
        Node anchor = Vector(c, c.X), positive = Vector(c, c.Others[0]);
        // The 1 is j = i itself, so that the loss is the logarithm of a sum of exponentials, minus aᵢ·pᵢ.
        var greatest = c.Add(new PairNode(ReduceKind.Maximum, Expr.Input(0), anchor, positive, [], [], null));
        var sum = c.Add(new PairNode(ReduceKind.Sum, Expr.Exp(Expr.Input(0) - Expr.Input(2)), anchor, positive, [greatest], [], null));
        var own = EmbeddingDistance.Dot(c, anchor, positive);
        var loss = Expr.Log(Expr.Input(0)) + Expr.Input(1) - Expr.Input(2);
        var operands = new List<Operand> { Operand.Same(sum), Operand.Same(greatest), Operand.Same(own) };
        if (c.Number("Regularization", 0) is var regularization and > 0)
        {
            var squares = c.Sum((Expr.Input(0) * Expr.Input(0)) + (Expr.Input(1) * Expr.Input(1)), anchor.Shape, [0], Operand.Same(anchor), Operand.Same(positive));
            operands.Add(Operand.Same(squares));
            loss += regularization / 4 * Expr.Input(3);
        }

        return new(Reduction.Of(c, loss, [], [.. operands]));
    }

    private static Node Vector(LossContext c, Node x) => x.Rank == 1 ? x : c.Add(new ReshapeNode(x, [(int)x.ElementCount]));
}
