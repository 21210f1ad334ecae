using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace NetGen.Peers.Onnx;

/// <summary>
/// A protocol-buffer message written field by field. ONNX needs a dozen small messages, so their field numbers stand where they are
/// written instead of in generated classes.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Both streams are memory only; there is nothing to release.")]
internal sealed class ProtobufMessage
{
    private readonly MemoryStream _bytes = new();
    private readonly CodedOutputStream _output;

    public ProtobufMessage() => _output = new CodedOutputStream(_bytes, leaveOpen: true);

    public ProtobufMessage Integer(int field, long value)
    {
        _output.WriteTag(field, WireFormat.WireType.Varint);
        _output.WriteInt64(value);
        return this;
    }

    public ProtobufMessage Single(int field, float value)
    {
        _output.WriteTag(field, WireFormat.WireType.Fixed32);
        _output.WriteFloat(value);
        return this;
    }

    public ProtobufMessage Text(int field, string value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteString(value);
        return this;
    }

    public ProtobufMessage Raw(int field, ReadOnlySpan<byte> value)
    {
        _output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        _output.WriteLength(value.Length);
        // The stream behind is written directly: weights are too large to pass through the coder's small buffer.
        _output.Flush();
        _bytes.Write(value);
        return this;
    }

    public ProtobufMessage Nested(int field, ProtobufMessage value)
    {
        value._output.Flush();
        return Raw(field, value._bytes.GetBuffer().AsSpan(0, (int)value._bytes.Length));
    }

    public byte[] ToArray()
    {
        _output.Flush();
        return _bytes.ToArray();
    }
}
