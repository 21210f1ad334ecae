namespace NetGen.Generator.Graph;

/// <summary>
/// Phases in turn: out[c, q, …] = x[c, (q + first) mod s, …, (q + first) div s, …] for operands [channels, the phases s of each axis, the extents of each
/// axis]. What is computed phase by phase becomes an image; what sticks out at its edges is left away.
/// </summary>
/// <param name="x">The operand.</param>
/// <param name="firsts">How many elements of each axis are left away in front.</param>
/// <param name="extents">The extent of each axis of the result.</param>
internal sealed class InterleaveNode(Node x, int[] firsts, int[] extents) : Node((int[])[x.Shape[0], .. extents], x.Around, x)
{
    public Node X => Inputs[0];

    public int[] Firsts { get; } = firsts;

    /// <summary>Axes that are interleaved: all but the first of the result.</summary>
    public int Axes => Rank - 1;

    /// <summary>The phases of each axis.</summary>
    public int Phases(int axis) => X.Shape[1 + axis];

    /// <summary>The phase an element of an axis comes from.</summary>
    public int PhaseOf(int axis, int at) => (at + Firsts[axis]) % Phases(axis);

    /// <summary>Its place within the phase.</summary>
    public int PlaceOf(int axis, int at) => (at + Firsts[axis]) / Phases(axis);

    public override string Describe() => $"interleave %{X.Id} from ({string.Join(", ", Firsts)})";

    public override Node With(Node[] inputs) => new InterleaveNode(inputs[0], Firsts, [.. Shape.Skip(1)]);
}
