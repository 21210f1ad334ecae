namespace NetGen.Peers.Models;

/// <summary>A layer in its place: named, with the nodes it reads and the shape it yields for one sample.</summary>
internal sealed class Node
{
    public Node(string name, Layer layer, IReadOnlyList<Node> inputs)
    {
        Name = name;
        Layer = layer;
        Inputs = inputs;
        InputShapes = [.. inputs.Select(input => input.OutputShape)];
        try
        {
            OutputShape = layer.OutputShape(InputShapes);
        }
        catch (ArgumentException error)
        {
            throw new ArgumentException($"{name}: {error.Message}", error);
        }
    }

    /// <summary>Its name, which is also the name of its value in an ONNX graph.</summary>
    public string Name { get; }

    public Layer Layer { get; }

    public IReadOnlyList<Node> Inputs { get; }

    public IReadOnlyList<int[]> InputShapes { get; }

    public int[] OutputShape { get; }

    /// <summary>The full name of one of its tensors: <c>conv2d1.weight</c>.</summary>
    public string Tensor(string suffix) => $"{Name}.{suffix}";
}
