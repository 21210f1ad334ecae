namespace NetGen.Peers.Onnx;

/// <summary>A named constant of an ONNX operator, such as its strides.</summary>
internal readonly struct OnnxAttribute
{
    private const int SingleType = 1;
    private const int IntegerType = 2;
    private const int IntegersType = 7;

    private OnnxAttribute(ProtobufMessage message) => Message = message;

    public ProtobufMessage Message { get; }

    public static OnnxAttribute Single(string name, float value) => new(new ProtobufMessage().Text(1, name).Single(2, value).Integer(20, SingleType));

    public static OnnxAttribute Integer(string name, long value) => new(new ProtobufMessage().Text(1, name).Integer(3, value).Integer(20, IntegerType));

    public static OnnxAttribute Integers(string name, params ReadOnlySpan<int> values)
    {
        var message = new ProtobufMessage().Text(1, name);
        foreach (var value in values) message.Integer(8, value);
        return new OnnxAttribute(message.Integer(20, IntegersType));
    }
}
