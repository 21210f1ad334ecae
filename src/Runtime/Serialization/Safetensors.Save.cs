using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetGen.Serialization;

/// <summary>
/// Networks in safetensors files, the format that PyTorch and its libraries read and write: a JSON header with names, types and shapes, then the
/// plain numbers. A file always holds the canonical layout, whatever layout the blocks of a network have.
/// </summary>
public static partial class Safetensors
{
    // The data start on a multiple of this, as the format's own library arranges it.
    private const int HeaderAlignment = 8;

    /// <summary>Writes the parameters and buffers of a network as F32 with PyTorch's names and layouts.</summary>
    /// <remarks>
    /// Atomic: a new file beside the old one is written, flushed to the disk and renamed. Whenever the process fails or ends, the old file or the new one
    /// is there, complete; the unfinished file of a process that was killed (<c>.netgen-….tmp</c>) is deleted by the next save into the folder. Symbolic
    /// links are followed, and stay. A file that is replaced must be writable and keeps its mode, and its owner and group as far as the process may
    /// give them; other hard links to it keep the old content. Devices and pipes are written to directly. A parameter that layers share is written
    /// once, under the name of its first layer; the metadata list the other names, as those of the format's library do.
    /// </remarks>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block.</param>
    /// <param name="buffers">Its buffer block.</param>
    /// <exception cref="ArgumentException">A block has another length than the network's, or the path is empty or that of a folder.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written, or its folder takes no new file; the old one is as it was.</exception>
    public static void Save(string path, NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        info.RequireBlocks(parameters, buffers);
        var target = SaveTarget.Of(path);
        var content = new Content(info, parameters, buffers);
        if (target.IsReplaced)
        {
            AtomicFile.Write(target.Path, ref content);
            return;
        }

        using var stream = new FileStream(target.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        content.WriteTo(stream);
        if (stream.CanSeek && stream.Length > stream.Position) stream.SetLength(stream.Position);
    }

    /// <summary>Writes the parameters and buffers of a network to a stream, as F32 with PyTorch's names and layouts.</summary>
    /// <remarks>The stream is left open and is not flushed.</remarks>
    /// <param name="stream">Where to, from its position on.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block.</param>
    /// <param name="buffers">Its buffer block.</param>
    /// <exception cref="ArgumentException">A block has another length than the network's.</exception>
    public static void Save(Stream stream, NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers) =>
        Save(stream, info, parameters, buffers, []);

    /// <summary>The same, with further texts in the header.</summary>
    internal static void Save(Stream stream, NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers, Dictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(stream);
        info.RequireBlocks(parameters, buffers);

        // The format's library sorts by descending alignment, then by name; of one type only the name counts.
        var tensors = new List<(ParameterInfo Tensor, bool IsBuffer)>();
        foreach (var parameter in info.Parameters) tensors.Add((parameter, false));
        foreach (var buffer in info.Buffers) tensors.Add((buffer, true));
        tensors.Sort((a, b) => string.CompareOrdinal(a.Tensor.Name, b.Tensor.Name));
        WriteHeader(stream, tensors, metadata);

        var canonical = GC.AllocateUninitializedArray<float>(info.LargestElementCount);
        foreach (var (tensor, isBuffer) in tensors)
        {
            var values = canonical.AsSpan(0, tensor.Layout.ElementCount);
            tensor.Layout.ToCanonical((isBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Layout.Length), values);
            if (!BitConverter.IsLittleEndian) LittleEndian.Reverse(values);
            stream.Write(MemoryMarshal.AsBytes(values));
        }
    }

    private static void WriteHeader(Stream stream, List<(ParameterInfo Tensor, bool IsBuffer)> tensors, Dictionary<string, string> metadata)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();

            // Libraries on top of PyTorch ask for this before they load a file.
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            foreach (var (name, text) in metadata) json.WriteString(name, text);
            foreach (var (tensor, _) in tensors)
            {
                foreach (var alias in tensor.Aliases) json.WriteString(alias, tensor.Name);
            }

            json.WriteEndObject();
            long position = 0;
            foreach (var (tensor, _) in tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", nameof(TensorType.F32));
                json.WriteStartArray("shape");
                foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(position);
                json.WriteNumberValue(position += (long)tensor.Layout.ElementCount * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (header.WrittenCount % HeaderAlignment != 0) header.Write(" "u8);
        Span<byte> length = stackalloc byte[SafetensorsFile.LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
    }

    private readonly ref struct Content(NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers) : IFileContent
    {
        private readonly ReadOnlySpan<float> _parameters = parameters;
        private readonly ReadOnlySpan<float> _buffers = buffers;

        public void WriteTo(Stream stream) => Save(stream, info, _parameters, _buffers);
    }
}
