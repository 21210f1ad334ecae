using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss of class scores [C], or [C, …] with one label a position; of a sequence [T, C] with one label a step.</summary>
internal abstract class LabelLoss : LossDefinition
{
    /// <summary>The label that does not count, or null where every label must be a class.</summary>
    protected virtual int? Ignored(LossContext c) => null;

    /// <summary>Whether the arguments are in their ranges.</summary>
    protected virtual bool Check(LossContext c) => true;

    public override LossTarget? Target(LossContext c)
    {
        var axis = ClassAxis(c.X);
        if (c.X.Rank <= axis || c.X.Extents[axis].Number < 2)
            return c.Refuse($"scores of at least 2 classes along the {(axis == 0 ? "first" : "second")} axis, but {c.Above()}; make the layer above wider, or use BinaryCrossEntropyWithLogitsLoss for one score");
        var classes = c.X.Extents[axis].Number;
        if (c.Has("ClassWeights") && c.Numbers("ClassWeights") is var weights && (weights.Length != classes || weights.Any(w => !(w >= 0) || double.IsInfinity(w))))
            return c.RefuseArgument($"there are {weights.Length} ClassWeights [{string.Join(", ", weights.Take(20).Select(LayerContext.Format))}], but {c.Above()}; give one a class, none negative");
        return Check(c) ? new(TargetKind.Labels, [.. c.X.Extents.Where((_, a) => a != axis)], classes, Ignored(c)) : null;
    }

    /// <summary>The axis of the classes: the first one, or behind the steps of a sequence.</summary>
    public static int ClassAxis(Node scores) => scores.Rank > 0 && scores.Extents[0].Axis is not null ? 1 : 0;
}

/// <summary>The label side of a loss over the domain of the scores: what the label of an element's position says about the element's class.</summary>
internal sealed class ClassLabels
{
    private readonly LossContext _c;
    private readonly List<Operand> _operands;
    private readonly int? _ignored;
    private readonly int _classAxis;
    private Node? _inverseMass;

    /// <param name="c">The loss.</param>
    /// <param name="ignored">The label that does not count, or null.</param>
    /// <param name="operands">The operands of the expressions that stand before the label: $0, $1, ….</param>
    public ClassLabels(LossContext c, int? ignored, params Operand[] operands)
    {
        _c = c;
        _ignored = ignored;
        _operands = [.. operands];
        _classAxis = LabelLoss.ClassAxis(c.X);
        PositionAxes = [.. Enumerable.Range(0, c.X.Rank).Where(a => a != _classAxis)];
        Label = Add(new(c.Target, PositionAxes));
        Weight = c.Has("ClassWeights") ? Add(new(ConstantVector.Of(c, c.Numbers("ClassWeights")), [_classAxis])) : Expr.One;
    }

    /// <summary>The axes of the scores along which the labels lie.</summary>
    public int[] PositionAxes { get; }

    public Operand[] Operands => [.. _operands];

    public Expr Label { get; }

    /// <summary>The weight of the element's class.</summary>
    public Expr Weight { get; }

    /// <summary>Appends an operand; the result reads it.</summary>
    public Expr Add(Operand operand)
    {
        _operands.Add(operand);
        return Expr.Input(_operands.Count - 1);
    }

    /// <summary>One over the weights of all labels that count, where the loss is a mean.</summary>
    private Node? InverseMass => !Reduction.IsMean(_c)
        ? null
        : _inverseMass ??= _c.Map(_c.Add(new LabelMassNode(_c.Target, _ignored, _c.Has("ClassWeights") ? _c.Numbers("ClassWeights") : null)), m => Expr.One / m);

    /// <summary>An expression at the element whose class is the label's, another elsewhere.</summary>
    public Expr AtLabel(Expr then, Expr otherwise) => Expr.Select(Comparison.Equal, Label, new AxisIndexExpr(_classAxis), then, otherwise);

    /// <summary>0 where the label does not count.</summary>
    public Expr Counted(Expr then) => _ignored is { } ignored ? Expr.Select(Comparison.Equal, Label, ignored, 0, then) : then;

    /// <summary>0 where the label does not count, for an expression that is 0 for labels that are no class unless it is <paramref name="everywhere"/>.</summary>
    public Expr CountedAt(Expr then, bool everywhere) => everywhere || (_ignored >= 0 && _ignored < _c.X.Extents[_classAxis].Number) ? Counted(then) : then;

    /// <summary>The sum over the classes: one value a position.</summary>
    public Node OverClasses(Expr expression) => _c.Sum(expression, _c.X.Extents, [_classAxis], Operands);

    /// <summary>The reduction of a sum over all positions; the mean is over the labels that count, each as often as its weight says.</summary>
    public Node Reduced(Node sum) => InverseMass is { } inverse
        ? _c.Map(Expr.Input(0) * Expr.Input(1), sum.Extents, Operand.Same(sum), Operand.Same(inverse))
        : _c.Map(sum, x => x * Reduction.Factor(_c, 1));

    /// <summary>What the gradient of each position is multiplied by: the derivative of <see cref="Reduced"/>.</summary>
    public Expr Factor() => InverseMass is { } inverse ? Add(new(inverse, [])) : Reduction.Factor(_c, 1);
}
