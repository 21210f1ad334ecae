namespace NetGen.Generator.Graph;

/// <summary>
/// Weighted sums along one axis: out[…, i, …] = Σ weight · x[…, source, …] over the taps of position i. Linear and cubic interpolation, and, by the
/// transposed table, their gradients.
/// </summary>
internal sealed class ResampleNode(Node x, int axis, TapTable table)
    : Node([.. x.Extents.Select((extent, a) => a == axis ? table.Extent : extent)], x.Around, x)
{
    public Node X => Inputs[0];

    public int Axis { get; } = axis;

    public TapTable Table { get; } = table;

    public override string Describe() => $"resample %{X.Id} along {Axis}, up to {Table.MostTaps} taps each";

    public override Node With(Node[] inputs) => new ResampleNode(inputs[0], Axis, Table);
}
