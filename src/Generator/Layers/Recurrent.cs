// Recurrent layers. The products with the inputs stand outside of the recurrence, where they are one contraction over all steps; inside are the products with the state before and the gates.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>What the recurrent layers share: stacking, both directions, parameters named and ordered as PyTorch's.</summary>
internal abstract class Recurrent : LayerDefinition
{
    /// <summary>More stacked layers are a slip; the operations of a network are counted only when all of them exist.</summary>
    private const int MostLayers = 100;

    /// <summary>Gates of a cell: blocks of rows in its matrices.</summary>
    protected abstract int Gates { get; }

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Units") is not { } units || c.Positive("Layers", 1) is not { } layers) return null;
        if (layers > MostLayers) return c.Fail("NG0105", $"{c.Text}: Layers is {layers}, but must be at most {MostLayers}");
        if (c.X.Rank != 2 || c.X.Extents[0].Axis is null) return c.Fail("NG0101", $"{c.Text} needs a sequence [T, features], but {c.Above()}; {Remedy(c)}");
        var dropout = c.Number("Dropout", 0);
        if (dropout is < 0 or >= 1 or double.NaN) return c.Fail("NG0105", $"{c.Text}: Dropout is {LayerContext.Format(dropout)}, but must be at least 0 and less than 1");
        if (dropout > 0 && layers == 1) return c.Fail("NG0105", $"{c.Text}: Dropout acts between stacked layers, but there is one; give Layers = 2 or more, or put [Dropout({LayerContext.Format(dropout)})] behind it");
        if (!IsValid(c, units)) return null;
        var isBidirectional = c.Flag("Bidirectional", false);
        var x = c.X;
        for (var layer = 0; layer < layers; layer++)
        {
            if (layer > 0 && dropout > 0) x = Dropout.Of(c, x, dropout);
            if (!c.CanCount(Gates, units, x.Extents[1].Number) || !c.CanCount(Gates, units, units)) return null;
            var isLast = layer == layers - 1 && c.Flag("LastOnly", false);
            Node direction(string suffix, bool isReversed)
            {
                var h = Direction(c, x, units, suffix, isReversed);
                // Backwards the last step is the first one.
                return isLast ? c.Add(new EndNode(h, [h.Extents[1]], isReversed)) : h;
            }

            var forward = direction($"_l{layer}", false);
            x = isBidirectional ? c.Add(new ConcatNode(isLast ? 0 : 1, forward, direction($"_l{layer}_reverse", true))) : forward;
        }

        return x;
    }

    private static string Remedy(LayerContext c) => !c.Graph.Nodes.OfType<InputNode>().Any(i => i.Extents.Axes.Any())
        ? "give the input its steps by name, as in [Input(features, Steps = 256)]"
        : c.X.Extents.Axes.Any() ? "bring what a step has to one axis of features" : "leave LastOnly out above it, or take a sequence with From";

    /// <summary>Whether the options of the kind fit; reports what does not.</summary>
    protected virtual bool IsValid(LayerContext c, int units) => true;

    /// <summary>The cell's states in one direction.</summary>
    protected abstract Node Direction(LayerContext c, Node x, int units, string suffix, bool isReversed);

    /// <summary>W·x of each gate, of all steps: [T, gates, units].</summary>
    protected Node Inputs(LayerContext c, Node x, int units, string suffix) =>
        Product(c, x, Gates, units, c.Parameter($"weight_ih{suffix}", [Gates * units, x.Extents[1].Number], Initial(units), [Gates, units, x.Extents[1].Number]));

    /// <summary>U·h of each gate.</summary>
    protected Node States(LayerContext c, Node h, int units, string suffix) =>
        Product(c, h, Gates, units, c.Parameter($"weight_hh{suffix}", [Gates * units, h.Extents[1].Number], Initial(units), [Gates, units, h.Extents[1].Number]));

    /// <summary>The bias of each gate: <c>ih</c> of the inputs, <c>hh</c> of the state; null where there is none.</summary>
    protected Node? Bias(LayerContext c, int units, string of, string suffix) =>
        c.Flag("Bias", true) ? c.Parameter($"bias_{of}{suffix}", [Gates * units], Initial(units), [Gates, units]) : null;

    /// <summary>The value of <paramref name="state"/> a step before; its source is set when it is made.</summary>
    /// <param name="c">The layer.</param>
    /// <param name="name">The state's name as PyTorch has it, without its layer.</param>
    /// <param name="size">Its elements.</param>
    /// <param name="isReversed">Whether time runs backwards.</param>
    protected static DelayNode Before(LayerContext c, string name, int size, bool isReversed) =>
        c.Add(new DelayNode(c.Add(new StateNode(new[] { size }, $"{c.Name}.{name}")), [c.X.Extents[0], size], [NamedAxis.Batch], isReversed));

    /// <summary>The sum of gate tensors and biases, each bias the same at all steps.</summary>
    protected static Node Sum(LayerContext c, params Node?[] terms)
    {
        List<Node> present = [.. terms.Where(t => t is not null).Select(t => t!)];
        if (present.Count == 1) return present[0];
        return c.Map(
            Enumerable.Range(1, present.Count - 1).Aggregate(Expr.Input(0), (sum, i) => sum + Expr.Input(i)),
            present[0].Extents,
            [.. present.Select(t => t.Batched ? Operand.Same(t) : new Operand(t, [.. Enumerable.Range(present[0].Rank - t.Rank, t.Rank)]))]);
    }

    /// <summary>One gate of [T, gates, units].</summary>
    protected static Node Gate(LayerContext c, Node gates, int gate) => c.Add(new SelectNode(gates, 1, gate));

    /// <summary>PyTorch's: U(−1/√units, 1/√units), for biases as well.</summary>
    private static InitialValues Initial(int units) => InitialValues.FanIn(units);

    private static Node Product(LayerContext c, Node x, int gates, int units, Node weight)
    {
        int features = x.Extents[1].Number;
        Dim[] dims = [new("t", x.Extents[0]), new("o", units), new("k", features), new("g", gates)];
        AxisIndex t = AxisIndex.Of(0), o = AxisIndex.Of(1), k = AxisIndex.Of(2), g = AxisIndex.Of(3);
        return c.Add(new ContractNode(dims, x, [t, k], weight, [g, o, k], [x.Extents[0], gates, units], [t, g, o]));
    }
}

/// <summary>h = tanh(W·x + b + U·h₋₁ + c); PyTorch's RNN.</summary>
internal sealed class Rnn : Recurrent
{
    public override string Kind => "Rnn";

    protected override int Gates => 1;

    protected override Node Direction(LayerContext c, Node x, int units, string suffix, bool isReversed)
    {
        var inputs = Inputs(c, x, units, suffix);
        var before = Before(c, $"h{suffix}", units, isReversed);
        var states = States(c, before, units, suffix);
        // Without the axis of the gates, of which there is one.
        var given = Gate(c, Sum(c, inputs, Bias(c, units, "ih", suffix), Bias(c, units, "hh", suffix)), 0);
        var isRelu = c.Flag("Relu", false);
        var sum = Expr.Input(0) + Expr.Input(1);
        var h = c.Map(isRelu ? Expr.Max(sum, 0) : Expr.Tanh(sum), given.Extents, Operand.Same(given), Operand.Same(Gate(c, states, 0)));
        before.Source = h;
        return h;
    }
}

/// <summary>i, f, o = σ(…), g = tanh(…), c = f·c₋₁ + i·g, h = o·tanh(c); PyTorch's LSTM, its projection included.</summary>
internal sealed class Lstm : Recurrent
{
    public override string Kind => "Lstm";

    protected override int Gates => 4;

    protected override bool IsValid(LayerContext c, int units)
    {
        if (!c.Has("Projection")) return true;
        if (c.Positive("Projection") is not { } size) return false;
        if (size < units) return true;
        c.Fail("NG0105", $"{c.Text}: Projection is {size}, but must be less than the {units} units");
        return false;
    }

    protected override Node Direction(LayerContext c, Node x, int units, string suffix, bool isReversed)
    {
        var size = c.Has("Projection") ? c.Int("Projection", units) : units;
        var inputs = Inputs(c, x, units, suffix);
        DelayNode before = Before(c, $"h{suffix}", size, isReversed), cellBefore = Before(c, $"c{suffix}", units, isReversed);
        var states = States(c, before, units, suffix);
        var gates = Sum(c, Sum(c, inputs, Bias(c, units, "ih", suffix), Bias(c, units, "hh", suffix)), states);
        Node i = Gate(c, gates, 0), f = Gate(c, gates, 1), g = Gate(c, gates, 2), o = Gate(c, gates, 3);
        var cell = c.Map(
            (Expr.Sigmoid(Expr.Input(0)) * Expr.Input(1)) + (Expr.Sigmoid(Expr.Input(2)) * Expr.Tanh(Expr.Input(3))),
            i.Extents,
            Operand.Same(f), Operand.Same(cellBefore), Operand.Same(i), Operand.Same(g));
        cellBefore.Source = cell;
        var h = c.Map(Expr.Sigmoid(Expr.Input(0)) * Expr.Tanh(Expr.Input(1)), i.Extents, Operand.Same(o), Operand.Same(cell));
        if (size != units) h = Projected(c, h, size, units, suffix);
        before.Source = h;
        return h;
    }

    /// <summary>h = P·(o·tanh(c)): Sak, Senior and Beaufays 2014.</summary>
    private static ContractNode Projected(LayerContext c, Node h, int size, int units, string suffix)
    {
        Dim[] dims = [new("t", h.Extents[0]), new("o", size), new("k", units)];
        AxisIndex t = AxisIndex.Of(0), o = AxisIndex.Of(1), k = AxisIndex.Of(2);
        var weight = c.Parameter($"weight_hr{suffix}", [size, units], InitialValues.FanIn(units));
        return c.Add(new ContractNode(dims, h, [t, k], weight, [o, k], [h.Extents[0], size], [t, o]));
    }
}

/// <summary>r, z = σ(…), n = tanh(W·x + b + r·(U·h₋₁ + c)), h = (1 − z)·n + z·h₋₁; PyTorch's GRU.</summary>
internal sealed class Gru : Recurrent
{
    public override string Kind => "Gru";

    protected override int Gates => 3;

    protected override Node Direction(LayerContext c, Node x, int units, string suffix, bool isReversed)
    {
        var inputs = Sum(c, Inputs(c, x, units, suffix), Bias(c, units, "ih", suffix));
        var before = Before(c, $"h{suffix}", units, isReversed);
        // The bias of n stands within the product with r.
        var states = Sum(c, States(c, before, units, suffix), Bias(c, units, "hh", suffix));
        Operand input(int gate) => Operand.Same(Gate(c, inputs, gate));
        Operand state(int gate) => Operand.Same(Gate(c, states, gate));
        Extents shape = [x.Extents[0], units];
        var r = c.Map(Expr.Sigmoid(Expr.Input(0) + Expr.Input(1)), shape, input(0), state(0));
        var z = c.Map(Expr.Sigmoid(Expr.Input(0) + Expr.Input(1)), shape, input(1), state(1));
        var n = c.Map(Expr.Tanh(Expr.Input(0) + (Expr.Input(2) * Expr.Input(1))), shape, input(2), state(2), Operand.Same(r));
        var h = c.Map(((Expr.One - Expr.Input(0)) * Expr.Input(1)) + (Expr.Input(0) * Expr.Input(2)), shape, Operand.Same(z), Operand.Same(n), Operand.Same(before));
        before.Source = h;
        return h;
    }
}
