// Tensors that are parts of another one: nothing is copied.
namespace NetGen.Generator.Graph;

/// <summary>One position of an axis: the tensor there, without the axis. The same memory as its operand's.</summary>
internal sealed class SelectNode(Node x, int axis, int index) : Node([.. x.Extents.Where((_, a) => a != axis)], x.Around, x)
{
    public Node X => Inputs[0];

    public int Axis { get; } = axis;

    public int Index { get; } = index;

    public override string Describe() => $"select {Index} of %{X.Id} along {Axis}";

    public override Node With(Node[] inputs) => new SelectNode(inputs[0], Axis, Index);
}

/// <summary>Tensors of one shape along a new axis. Its parts are written where they stand in it.</summary>
internal sealed class StackNode(int axis, params Node[] parts)
    : Node([.. parts[0].Extents.Take(axis), parts.Length, .. parts[0].Extents.Skip(axis)], NamedAxis.Around(parts), parts)
{
    public int Axis { get; } = axis;

    public override string Describe() => $"stack ({string.Join(", ", Inputs.Select(i => $"%{i.Id}"))}) along {Axis}";

    public override Node With(Node[] inputs) => new StackNode(Axis, inputs);
}
