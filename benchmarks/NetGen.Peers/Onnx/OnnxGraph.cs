using System.Runtime.InteropServices;

namespace NetGen.Peers.Onnx;

/// <summary>
/// A feed-forward graph being written in the ONNX format: nodes, their constant tensors, the graph's inputs and outputs. Field numbers and
/// enumeration values are those of <c>onnx.proto</c> (intermediate representation 8, operator set 17).
/// </summary>
internal sealed class OnnxGraph(string name)
{
    private const int IntermediateRepresentation = 8;
    private const int OperatorSet = 17;
    private const int FloatElements = 1;
    private const int Int64Elements = 7;

    private readonly List<ProtobufMessage> _nodes = [];
    private readonly List<ProtobufMessage> _constants = [];
    private readonly List<ProtobufMessage> _inputs = [];
    private readonly List<ProtobufMessage> _outputs = [];

    public void Input(string value, params ReadOnlySpan<int> shape) => _inputs.Add(ValueInfo(value, shape));

    public void Output(string value, params ReadOnlySpan<int> shape) => _outputs.Add(ValueInfo(value, shape));

    /// <summary>A constant float tensor in row-major order.</summary>
    public void Constant(string value, ReadOnlySpan<int> shape, ReadOnlySpan<float> elements)
    {
        var count = 1;
        foreach (var extent in shape) count *= extent;
        if (count != elements.Length)
            throw new ArgumentException($"'{value}' of shape [{string.Join(", ", shape.ToArray())}] has {count} elements, not {elements.Length}.");
        _constants.Add(Tensor(value, shape, FloatElements, MemoryMarshal.AsBytes(elements)));
    }

    /// <summary>A constant vector of integers, such as the shape a Reshape wants.</summary>
    public void Constant(string value, ReadOnlySpan<long> elements) =>
        _constants.Add(Tensor(value, [elements.Length], Int64Elements, MemoryMarshal.AsBytes(elements)));

    /// <summary>An operator that computes one value.</summary>
    public void Node(string operation, ReadOnlySpan<string> inputs, string output, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs) node.Text(1, input);
        node.Text(2, output).Text(3, output).Text(4, operation);
        foreach (var attribute in attributes) node.Nested(5, attribute.Message);
        _nodes.Add(node);
    }

    public byte[] ToModel()
    {
        var graph = new ProtobufMessage();
        foreach (var node in _nodes) graph.Nested(1, node);
        graph.Text(2, name);
        foreach (var constant in _constants) graph.Nested(5, constant);
        foreach (var input in _inputs) graph.Nested(11, input);
        foreach (var output in _outputs) graph.Nested(12, output);

        var operatorSet = new ProtobufMessage().Text(1, string.Empty).Integer(2, OperatorSet);
        return new ProtobufMessage().Integer(1, IntermediateRepresentation).Text(2, "NetGen.Peers").Nested(7, graph).Nested(8, operatorSet).ToArray();
    }

    private static ProtobufMessage Tensor(string value, ReadOnlySpan<int> shape, int elementType, ReadOnlySpan<byte> bytes)
    {
        var tensor = new ProtobufMessage();
        foreach (var extent in shape) tensor.Integer(1, extent);
        return tensor.Integer(2, elementType).Text(8, value).Raw(9, bytes);
    }

    private static ProtobufMessage ValueInfo(string value, ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtobufMessage();
        foreach (var extent in shape) dimensions.Nested(1, new ProtobufMessage().Integer(1, extent));
        var tensorType = new ProtobufMessage().Integer(1, FloatElements).Nested(2, dimensions);
        return new ProtobufMessage().Text(1, value).Nested(2, new ProtobufMessage().Nested(1, tensorType));
    }
}
