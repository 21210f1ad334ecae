// The graph: SSA tensor operations. An axis is a number of elements or a named one, whose length is known when the network runs. Named axes
// may stand around a tensor: there is one of its shape for each sample (N), or for each step of each sample (N, T), or one for all (parameters,
// statistics, gradients). Invariant: inputs stand before their users; shapes are inferred when a node is made.
namespace NetGen.Generator.Graph;

/// <summary>One tensor and how it is computed.</summary>
internal abstract class Node(Extents extents, IReadOnlyList<NamedAxis> around, params Node[] inputs)
{
    /// <summary>Its number within the graph, given by <see cref="TensorGraph.Add{T}"/>.</summary>
    public int Id { get; set; } = -1;

    /// <summary>The layer it came from; also names kernels.</summary>
    public string Layer { get; set; } = "";

    /// <summary>The shape; empty for a scalar.</summary>
    public Extents Extents { get; } = extents;

    /// <summary>The shape as numbers: of one sample's tensor, or what is the same for all.</summary>
    /// <exception cref="NamedExtentException">An axis is named.</exception>
    public int[] Shape => Extents.Numbers;

    /// <summary>The named axes around the shape, outermost first: there is one tensor of the shape for each of their positions.</summary>
    public IReadOnlyList<NamedAxis> Around { get; } = around;

    /// <summary>Whether there is one tensor a sample (or one for all).</summary>
    public bool Batched => Around.Count > 0;

    public IReadOnlyList<Node> Inputs { get; } = inputs;

    public int Rank => Extents.Count;

    public long ElementCount => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>The axes around a tensor of each sample.</summary>
    protected static IReadOnlyList<NamedAxis> Samples { get; } = [NamedAxis.Batch];

    /// <summary>The named axes around the operands, for what is folded over them.</summary>
    protected string AroundText => string.Join(" and ", NamedAxis.Around(Inputs));

    /// <summary>The operation and its operands: the right side of a line of the dump.</summary>
    public abstract string Describe();

    /// <summary>The same operation over other operands (of the same shapes).</summary>
    public abstract Node With(Node[] inputs);

    public string ShapeText => $"f32[{string.Join(", ", [.. Around.Select(axis => axis.Name), .. Extents.Select(extent => extent.ToString())])}]";

    public override string ToString() => $"%{Id}: {ShapeText} = {Describe()} ; {Layer}";
}

/// <summary>A tensor the caller hands over with each sample: a network input, or the targets of a loss.</summary>
/// <param name="name">The input's name.</param>
/// <param name="shape">One sample's shape.</param>
/// <param name="isTarget">Whether it is the loss's target.</param>
/// <param name="offset">Where it starts within the concatenated sample.</param>
/// <param name="around">The named axes around it; null for the samples of a batch.</param>
internal sealed class InputNode(string name, Extents shape, bool isTarget, int offset, IReadOnlyList<NamedAxis>? around = null) : Node(shape, around ?? Samples)
{
    public string Name { get; } = name;

    public bool IsTarget { get; } = isTarget;

    public int Offset { get; } = offset;

    public override string Describe() => $"{(IsTarget ? "target" : "input")}({Name})";

    public override Node With(Node[] inputs) => this;
}

/// <summary>A parameter (trained) or a buffer (saved state that is not).</summary>
internal sealed class ParameterNode(string name, int[] shape, InitialValues initial, bool trained, int[]? canonicalShape = null)
    : Node(shape, [])
{
    public string Name { get; } = name;

    /// <summary>The shape in files; the same elements in the same row-major order.</summary>
    public int[] CanonicalShape { get; } = canonicalShape ?? shape;

    public InitialValues Initial { get; } = initial;

    public bool Trained { get; } = trained;

    /// <summary>Names of the same tensor in the layers that share it: a file may hold it under these as well.</summary>
    public List<string> Aliases { get; init; } = [];

    public override string Describe() => $"{(Trained ? "parameter" : "buffer")}({Name})";

    public override Node With(Node[] inputs) => this;
}

/// <summary>How a new parameter is filled. Twin of the runtime's initialisers: the emitted text constructs them.</summary>
/// <param name="kind">The runtime class without its suffix: <c>Uniform</c>.</param>
/// <param name="arguments">The arguments of its constructor: value; low and high; mean, standard deviation and bounds; gain.</param>
internal sealed class InitialValues(string kind, params double[] arguments)
{
    public static readonly InitialValues Zeros = new("Constant", 0);
    public static readonly InitialValues Ones = new("Constant", 1);

    public string Kind { get; } = kind;

    public IReadOnlyList<double> Arguments { get; } = arguments;

    /// <summary>Whether the arguments are whole numbers instead of real ones.</summary>
    public bool AreWhole { get; init; }

    /// <summary>PyTorch's default for weights and biases of Linear and Conv: U(−1/√fanIn, 1/√fanIn).</summary>
    public static InitialValues FanIn(long fanIn)
    {
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        return new("Uniform", -bound, bound);
    }
}

/// <summary>Operands of an element-wise computation over a domain: which axis of the domain each axis of an operand follows.</summary>
internal sealed class Operand(Node node, int[] axes)
{
    public Node Node { get; } = node;

    /// <summary>For each axis of the operand, the axis of the domain; an extent of 1 is broadcast.</summary>
    public int[] Axes { get; } = axes;

    /// <summary>An operand with the domain's own axes.</summary>
    public static Operand Same(Node node) => new(node, [.. Enumerable.Range(0, node.Rank)]);

    /// <summary>A vector along the domain's first axis: a bias, a scale a channel.</summary>
    public static Operand PerChannel(Node node) => new(node, [0]);

    /// <summary>NumPy's rule: axes aligned at the end.</summary>
    public static Operand Trailing(Node node, int rank) => new(node, [.. Enumerable.Range(rank - node.Rank, node.Rank)]);

    public bool IsSame(Extents domain) => Axes.SequenceEqual(Enumerable.Range(0, domain.Count)) && Node.Extents.Equals(domain);

    public string Describe(Extents domain) => IsSame(domain) ? $"%{Node.Id}" : $"%{Node.Id}@({string.Join(",", Axes)})";
}

/// <summary>Element-wise: out[i] = expression(operands at i), with broadcasting.</summary>
internal sealed class MapNode(Expr expression, Extents shape, IReadOnlyList<Operand> operands)
    : Node(shape, NamedAxis.Around(operands.Select(o => o.Node)), [.. operands.Select(o => o.Node)])
{
    public Expr Expression { get; } = expression;

    public IReadOnlyList<Operand> Operands { get; } = operands;

    /// <summary>For a function of one tensor: its derivative as a function of the result ($0), where that is cheaper than of the argument.</summary>
    public Expr? DerivativeOfOutput { get; init; }

    public override string Describe() => $"map {Expression} over ({string.Join(", ", Operands.Select(o => o.Describe(Extents)))})";

    public override Node With(Node[] inputs) => new MapNode(Expression, Extents, [.. Operands.Select((o, i) => new Operand(inputs[i], o.Axes))])
    {
        DerivativeOfOutput = DerivativeOfOutput,
    };
}

internal enum ReduceKind
{
    Sum,
    Maximum,
}

/// <summary>Folds a domain along axes (and along the named axes around it): out[kept] = fold over the rest of expression(operands).</summary>
internal sealed class ReduceNode(ReduceKind kind, Expr expression, Extents domain, IReadOnlyList<Operand> operands, int[] axes, bool overBatch)
    : Node(
        [.. domain.Where((_, axis) => !axes.Contains(axis))],
        overBatch ? [] : NamedAxis.Around(operands.Select(o => o.Node)),
        [.. operands.Select(o => o.Node)])
{
    public ReduceKind Kind { get; } = kind;

    public Expr Expression { get; } = expression;

    /// <summary>What is folded.</summary>
    public Extents DomainExtents { get; } = domain;

    /// <summary>The same as numbers.</summary>
    /// <exception cref="NamedExtentException">An axis is named.</exception>
    public int[] Domain => DomainExtents.Numbers;

    public IReadOnlyList<Operand> Operands { get; } = operands;

    /// <summary>The folded axes of the domain, ascending.</summary>
    public int[] Axes { get; } = axes;

    /// <summary>Whether the named axes around the operands are folded too.</summary>
    public bool OverBatch { get; } = overBatch;

    /// <summary>Whether the result only shifts what is computed with it and cancels there (the maximum of a softmax), so that it has no gradient.</summary>
    public bool IsShift { get; init; }

    public IEnumerable<int> KeptAxes => Enumerable.Range(0, DomainExtents.Count).Where(axis => !Axes.Contains(axis));

    public override string Describe() =>
        $"{(Kind == ReduceKind.Sum ? "sum" : "maximum")} {Expression} over ({string.Join(", ", Operands.Select(o => o.Describe(DomainExtents)))}) " +
        $"of [{DomainExtents}] along ({string.Join(", ", Axes)}){(OverBatch ? $" and {AroundText}" : "")}";

    public override Node With(Node[] inputs) =>
        new ReduceNode(Kind, Expression, DomainExtents, [.. Operands.Select((o, i) => new Operand(inputs[i], o.Axes))], Axes, OverBatch) { IsShift = IsShift };
}

/// <summary>A sliding window along one axis.</summary>
internal sealed record WindowAxis(int Size, int Stride, int Dilation, int PadLow, int OutExtent)
{
    public static WindowAxis Untouched(int extent) => new(1, 1, 1, 0, extent);

    public bool IsUntouched => Size == 1 && Stride == 1 && PadLow == 0;

    /// <summary>Whether windows along rows of lanes can be folded there: neighbouring positions one or two apart, none reaching beyond the row.</summary>
    public static bool PoolsRows(IReadOnlyList<WindowAxis> windows, int[] shape) =>
        windows[windows.Count - 1] is { Stride: 1 or 2, PadLow: 0, Size: <= Layout.Lanes } w && ((w.OutExtent - 1) * w.Stride) + ((w.Size - 1) * w.Dilation) < shape[shape.Length - 1];

    /// <summary>Whether the gradient of such windows can be spread there: in pairs that do not overlap.</summary>
    public static bool SpreadsRows(IReadOnlyList<WindowAxis> windows, int[] shape) =>
        windows[windows.Count - 1] is { Stride: 2, Size: 2, Dilation: 1 } && PoolsRows(windows, shape);

    /// <summary>An axis no window slides over: that of the channels, or, where it is they that are pooled, the longest; null when there is none.</summary>
    public static int? Still(IReadOnlyList<WindowAxis> windows, Node source)
    {
        var axes = Enumerable.Range(0, source.Rank).Where(axis => windows[axis].IsUntouched).ToList();
        return axes.Count == 0 ? null : axes[0] == 0 ? 0 : axes.OrderByDescending(axis => source.Shape[axis]).First();
    }
}

/// <summary>Element-wise work on a result before it is stored: $0 is the result, $1… are the operands.</summary>
internal sealed class Epilogue(Expr expression, IReadOnlyList<Operand> operands)
{
    public Expr Expression { get; } = expression;

    public IReadOnlyList<Operand> Operands { get; } = operands;

    public Epilogue With(IEnumerable<Node> nodes) => new(Expression, [.. nodes.Select((n, i) => new Operand(n, Operands[i].Axes))]);

    public string Describe(Extents domain) => $" then {Expression} over ({string.Join(", ", Operands.Select(o => o.Describe(domain)))})";
}

/// <summary>Pooling: out[p] = fold over k of x[p·stride + k·dilation − pad]; positions outside of x do not count.</summary>
internal sealed class WindowNode(ReduceKind kind, Node x, IReadOnlyList<WindowAxis> windows, Epilogue? epilogue = null)
    : Node([.. windows.Select(w => w.OutExtent)], x.Around, [x, .. epilogue?.Operands.Select(o => o.Node) ?? []])
{
    public ReduceKind Kind { get; } = kind;

    public Node X => Inputs[0];

    public IReadOnlyList<WindowAxis> Windows { get; } = windows;

    public Epilogue? Epilogue { get; } = epilogue;

    public override string Describe() =>
        $"window-{(Kind == ReduceKind.Sum ? "sum" : "maximum")} %{X.Id} {Text(Windows)}{Epilogue?.Describe(Extents)}";

    public override Node With(Node[] inputs) => new WindowNode(Kind, inputs[0], Windows, Epilogue?.With(inputs.Skip(1)));

    public WindowNode Then(Epilogue then) => new(Kind, X, Windows, then);

    public static string Text(IEnumerable<WindowAxis> windows) =>
        string.Join(" × ", windows.Select(w => w.IsUntouched ? "·" : $"{w.Size}/{w.Stride}" + (w.Dilation > 1 ? $"d{w.Dilation}" : "") + (w.PadLow > 0 ? $"p{w.PadLow}" : "")));
}

/// <summary>The transpose of a window sum: dx[p·stride + k·dilation − pad] += dy[p].</summary>
internal sealed class SpreadNode(Node dy, Extents shape, IReadOnlyList<WindowAxis> windows) : Node(shape, dy.Around, dy)
{
    public Node Dy => Inputs[0];

    public IReadOnlyList<WindowAxis> Windows { get; } = windows;

    public override string Describe() => $"spread %{Dy.Id} {WindowNode.Text(Windows)}";

    public override Node With(Node[] inputs) => new SpreadNode(inputs[0], Extents, Windows);
}

/// <summary>The gradient of a window maximum: dy[p] goes to the first position whose x equals the maximum y[p].</summary>
internal sealed class RouteNode(Node x, Node y, Node dy, IReadOnlyList<WindowAxis> windows) : Node(x.Extents, x.Around, x, y, dy)
{
    public Node X => Inputs[0];

    public Node Y => Inputs[1];

    public Node Dy => Inputs[2];

    public IReadOnlyList<WindowAxis> Windows { get; } = windows;

    public override string Describe() => $"route %{Dy.Id} by %{X.Id} = %{Y.Id} {WindowNode.Text(Windows)}";

    public override Node With(Node[] inputs) => new RouteNode(inputs[0], inputs[1], inputs[2], Windows);
}

/// <summary>The same elements in row-major order under another shape.</summary>
internal sealed class ReshapeNode(Node x, Extents shape) : Node(shape, x.Around, x)
{
    public Node X => Inputs[0];

    public override string Describe() => $"reshape %{X.Id}";

    public override Node With(Node[] inputs) => new ReshapeNode(inputs[0], Extents);
}

/// <summary>out[i₀, i₁, …] = x with its axes reordered: axis a of the result is axis <c>order[a]</c> of x.</summary>
internal sealed class PermuteNode(Node x, int[] order) : Node([.. order.Select(axis => x.Extents[axis])], x.Around, x)
{
    public Node X => Inputs[0];

    public int[] Order { get; } = order;

    public override string Describe() => $"permute %{X.Id} ({string.Join(", ", Order)})";

    public override Node With(Node[] inputs) => new PermuteNode(inputs[0], Order);
}

/// <summary>Tensors one after the other along an axis.</summary>
internal sealed class ConcatNode(int axis, params Node[] parts)
    : Node([.. parts[0].Extents.Select((extent, a) => a == axis ? parts.Sum(p => p.Extents[a].Number) : extent)], NamedAxis.Around(parts), parts)
{
    public int Axis { get; } = axis;

    public override string Describe() => $"concat ({string.Join(", ", Inputs.Select(i => $"%{i.Id}"))}) along {Axis}";

    public override Node With(Node[] inputs) => new ConcatNode(Axis, inputs);
}

/// <summary>
/// Picks along one axis: out[…, i, …] = x[…, table[i], …], 0 where the table says −1. Slices, pads (zero, reflect, replicate), crops and
/// nearest-neighbour up-sampling are tables.
/// </summary>
internal sealed class GatherNode(Node x, int axis, int[] table)
    : Node([.. x.Extents.Select((extent, a) => a == axis ? table.Length : extent)], x.Around, x)
{
    public Node X => Inputs[0];

    public int Axis { get; } = axis;

    public int[] Table { get; } = table;

    public override string Describe() => $"gather %{X.Id} along {Axis} by ({string.Join(" ", Table.Take(8))}{(Table.Length > 8 ? " …" : "")})";

    public override Node With(Node[] inputs) => new GatherNode(inputs[0], Axis, Table);
}

/// <summary>The transpose of a <see cref="GatherNode"/>: dx[…, table[i], …] += dy[…, i, …].</summary>
internal sealed class ScatterNode(Node dy, int axis, int[] table, int extent)
    : Node([.. dy.Extents.Select((e, a) => a == axis ? extent : e)], dy.Around, dy)
{
    public Node Dy => Inputs[0];

    public int Axis { get; } = axis;

    public int[] Table { get; } = table;

    public override string Describe() => $"scatter %{Dy.Id} along {Axis}";

    public override Node With(Node[] inputs) => new ScatterNode(inputs[0], Axis, Table, Extents[Axis].Number);
}
