namespace NetGen.Peers.Models;

/// <summary>Builds a model node by node; a layer without named inputs reads the one appended before it.</summary>
internal sealed class ModelBuilder
{
    private readonly string _name;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public ModelBuilder(string name, params int[] inputShape)
    {
        _name = name;
        _nodes.Add(new Node("input", new Input(inputShape), []));
    }

    /// <summary>The node appended last.</summary>
    public Node Last => _nodes[^1];

    public Node Append(Layer layer, params Node[] inputs)
    {
        _counts.TryGetValue(layer.Kind, out var count);
        _counts[layer.Kind] = ++count;
        var node = new Node($"{layer.Kind}{count}", layer, inputs.Length == 0 ? [Last] : inputs);
        _nodes.Add(node);
        return node;
    }

    public Model Build() => new(_name, [.. _nodes]);
}
