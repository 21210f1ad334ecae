namespace NetGen.Generator.Graph;

/// <summary>
/// Every sample against every other one: out[i] = fold over the samples j of e(q[i]·k[j], i = j, u[i], v[j]) (times w[j]), of vectors q and k, scalars u
/// (of the sample) and v (of the other one), and perhaps a vector w. It is the one operation that looks across the batch, so the whole batch is
/// taken at once.
/// </summary>
/// <param name="kind">The fold.</param>
/// <param name="expression">e: $0 is q[i]·k[j], $1 is 1 where i = j and otherwise 0, then come the u and the v.</param>
/// <param name="query">q.</param>
/// <param name="key">k, a vector as long as q.</param>
/// <param name="own">The u.</param>
/// <param name="other">The v.</param>
/// <param name="value">w, or null.</param>
internal sealed class PairNode(ReduceKind kind, Expr expression, Node query, Node key, IReadOnlyList<Node> own, IReadOnlyList<Node> other, Node? value)
    : Node(value?.Extents ?? [], Samples, [query, key, .. own, .. other, .. value is null ? [] : new[] { value }])
{
    /// <summary>The number of the first scalar in the expression.</summary>
    public const int FirstScalar = 2;

    private readonly int _own = own.Count;
    private readonly bool _hasValue = value is not null;

    public ReduceKind Kind { get; } = kind;

    public Expr Expression { get; } = expression;

    public Node Query => Inputs[0];

    public Node Key => Inputs[1];

    public IReadOnlyList<Node> Own => [.. Inputs.Skip(2).Take(_own)];

    public IReadOnlyList<Node> Other => [.. Inputs.Skip(2 + _own).Take(Inputs.Count - 2 - _own - (_hasValue ? 1 : 0))];

    public Node? Value => _hasValue ? Inputs[Inputs.Count - 1] : null;

    public override string Describe() =>
        $"pairs-{(Kind == ReduceKind.Sum ? "sum" : "maximum")} {Expression} over %{Query.Id} · %{Key.Id} with ({Text(Own)}) and ({Text(Other)}){(Value is { } w ? $" times %{w.Id}" : "")}";

    public override Node With(Node[] inputs) => new PairNode(
        Kind, Expression, inputs[0], inputs[1], [.. inputs.Skip(2).Take(_own)], [.. inputs.Skip(2 + _own).Take(Other.Count)], _hasValue ? inputs[inputs.Length - 1] : null);

    private static string Text(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(n => $"%{n.Id}"));
}
