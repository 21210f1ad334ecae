namespace NetGen.Generator.Graph;

/// <summary>Weights rounded to bfloat16, two terms of a sum in each 32 bits: the same elements in half the memory.</summary>
internal sealed class BFloat16Node(Node w) : Node(w.Extents, [], w)
{
    public Node W => Inputs[0];

    public override string Describe() => $"bfloat16 %{W.Id}";

    public override Node With(Node[] inputs) => new BFloat16Node(inputs[0]);
}
