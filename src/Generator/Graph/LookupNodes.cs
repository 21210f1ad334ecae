namespace NetGen.Generator.Graph;

/// <summary>Rows of a table by number: out[t, …] = table[⌊x[t]⌋, …], NaN where there is no such row.</summary>
internal sealed class LookupNode(Node table, Node index, int? untrained) : Node([.. index.Extents, table.Shape[1]], index.Around, table, index)
{
    public Node Table => Inputs[0];

    /// <summary>The numbers of the rows, as floats.</summary>
    public Node Index => Inputs[1];

    /// <summary>The row that gets no gradient, or null.</summary>
    public int? Untrained { get; } = untrained;

    public override string Describe() => $"lookup %{Table.Id} by %{Index.Id}{(Untrained is { } row ? $" but train no row {row}" : "")}";

    public override Node With(Node[] inputs) => new LookupNode(inputs[0], inputs[1], Untrained);
}

/// <summary>The transpose of a <see cref="LookupNode"/>, over all samples: dtable[⌊x[t]⌋, …] += dy[t, …].</summary>
internal sealed class LookupGradientNode(Node index, Node dy, int rows, int? untrained) : Node([rows, dy.Extents[dy.Rank - 1]], [], index, dy)
{
    public Node Index => Inputs[0];

    public Node Dy => Inputs[1];

    /// <summary>The row that gets no gradient, or null.</summary>
    public int? Untrained { get; } = untrained;

    public override string Describe() => $"lookup-gradient %{Dy.Id} by %{Index.Id} over {AroundText}{(Untrained is { } row ? $" but row {row}" : "")}";

    public override Node With(Node[] inputs) => new LookupGradientNode(inputs[0], inputs[1], Shape[0], Untrained);
}
