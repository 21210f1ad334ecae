using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>All values of a sample in one row.</summary>
internal sealed record Flatten : Layer
{
    public override string Kind => "flatten";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => [Length(inputs[0])];

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) =>
        graph.Node("Flatten", [node.Inputs[0].Name], node.Name, OnnxAttribute.Integer("axis", 1));

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => inputs[0];
}

/// <summary>The same values under another shape.</summary>
internal sealed record Reshape(params int[] Shape) : Layer
{
    public override string Kind => "reshape";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => Length(inputs[0]) == Length(Shape)
        ? Shape
        : throw new ArgumentException($"{Print(inputs[0])} has {Length(inputs[0])} values, {Print(Shape)} {Length(Shape)}.");

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        graph.Constant(node.Tensor("shape"), [batch, .. Shape.Select(extent => (long)extent)]);
        graph.Node("Reshape", [node.Inputs[0].Name, node.Tensor("shape")], node.Name);
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => inputs[0];
}

/// <summary>The sum of two values of one shape.</summary>
internal sealed record Add : Layer
{
    public override string Kind => "add";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs.Count == 2 && inputs[0].SequenceEqual(inputs[1])
        ? inputs[0]
        : throw new ArgumentException($"an addition needs two inputs of one shape, not {string.Join(" and ", inputs.Select(Print))}.");

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) =>
        graph.Node("Add", [node.Inputs[0].Name, node.Inputs[1].Name], node.Name);

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => [.. inputs[0].Zip(inputs[1], (a, b) => a + b)];
}

/// <summary>Values one behind the other along the channels.</summary>
internal sealed record Concat : Layer
{
    public override string Kind => "concat";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs.All(shape => shape.AsSpan(1).SequenceEqual(inputs[0].AsSpan(1)))
        ? [inputs.Sum(shape => shape[0]), .. inputs[0].Skip(1)]
        : throw new ArgumentException($"inputs that are joined differ in their channels only, not {string.Join(" and ", inputs.Select(Print))}.");

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) =>
        graph.Node("Concat", [.. node.Inputs.Select(input => input.Name)], node.Name, OnnxAttribute.Integer("axis", 1));

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => [.. inputs.SelectMany(input => input)];
}
