// Recurrence. A value of the step before is the only operand that may stand behind its reader: what depends on itself over such values is computed step by
// step (see Recurrence), everything else for all steps at once.
namespace NetGen.Generator.Graph;

/// <summary>What a recurrence starts from: one tensor for each sequence, handed over by the caller; zeros where there is nothing to carry on.</summary>
/// <param name="shape">Its shape.</param>
/// <param name="name">What the caller knows it by; empty where it is none of his: gradients start from zeros.</param>
internal sealed class StateNode(Extents shape, string name = "") : Node(shape, Samples)
{
    public string Name { get; } = name;

    public override string Describe() => Name.Length == 0 ? "zeros" : $"state({Name})";

    public override Node With(Node[] inputs) => new StateNode(Extents, Name);
}

/// <summary>
/// out[t] = source[t − 1], and the initial value at the first step; reversed, out[t] = source[t + 1], and the initial value at the last step. It is its
/// own transpose with the direction reversed.
/// </summary>
/// <param name="initial">One tensor for each sequence.</param>
/// <param name="shape">The shape of the source, the time axis included where it is an axis of shapes.</param>
/// <param name="around">The axes around the source.</param>
/// <param name="isReversed">Whether the step behind is read instead of the one before.</param>
internal sealed class DelayNode(Node initial, Extents shape, IReadOnlyList<NamedAxis> around, bool isReversed) : Node(shape, around, initial)
{
    private Node? _source;

    public Node Initial => Inputs[0];

    public bool IsReversed { get; } = isReversed;

    /// <summary>What is read one step later. It may depend on this node, and is set when it is made.</summary>
    public Node Source
    {
        get => _source ?? throw new InvalidOperationException($"The source of %{Id} is not known yet.");
        set => _source = value;
    }

    public bool HasSource => _source is not null;

    public override string Describe() => $"{(IsReversed ? "next" : "previous")} %{_source?.Id}, at first %{Initial.Id}";

    public override Node With(Node[] inputs) => new DelayNode(inputs[0], Extents, Around, IsReversed);
}

/// <summary>The tensor at the last step of each sequence, or at the first one.</summary>
/// <param name="x">One tensor for each step.</param>
/// <param name="shape">The shape of a step's tensor.</param>
/// <param name="isFirst">Whether the first step is meant.</param>
internal sealed class EndNode(Node x, Extents shape, bool isFirst) : Node(shape, Samples, x)
{
    public Node X => Inputs[0];

    public bool IsFirst { get; } = isFirst;

    public override string Describe() => $"{(IsFirst ? "first" : "last")} step of %{X.Id}";

    public override Node With(Node[] inputs) => new EndNode(inputs[0], Extents, IsFirst);
}

/// <summary>The transpose of an <see cref="EndNode"/>: a tensor at the last step of each sequence, or at the first one, and zeros at the others.</summary>
/// <param name="dy">One tensor for each sequence.</param>
/// <param name="shape">The shape of the steps' tensors, the time axis included where it is an axis of shapes.</param>
/// <param name="around">The axes around them.</param>
/// <param name="isFirst">Whether the first step is meant.</param>
internal sealed class AtEndNode(Node dy, Extents shape, IReadOnlyList<NamedAxis> around, bool isFirst) : Node(shape, around, dy)
{
    public Node Dy => Inputs[0];

    public bool IsFirst { get; } = isFirst;

    public override string Describe() => $"%{Dy.Id} at the {(IsFirst ? "first" : "last")} step";

    public override Node With(Node[] inputs) => new AtEndNode(inputs[0], Extents, Around, IsFirst);
}
