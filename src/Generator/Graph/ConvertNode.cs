namespace NetGen.Generator.Graph;

/// <summary>The same tensor in another layout; made by the layout pass.</summary>
internal sealed class ConvertNode(Node x) : Node(x.Extents, x.Around, x)
{
    public Node X => Inputs[0];

    public override string Describe() => $"convert %{X.Id}";

    public override Node With(Node[] inputs) => new ConvertNode(inputs[0]);
}
