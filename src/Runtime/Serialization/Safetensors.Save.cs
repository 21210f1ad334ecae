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
    /// Atomic: a new file beside the old one is written, flushed to the disk and renamed. On failure the old file is untouched and nothing is left behind.
    /// </remarks>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block.</param>
    /// <param name="buffers">Its buffer block.</param>
    /// <exception cref="ArgumentException">A block has another length than the network's.</exception>
    public static void Save(string path, NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        info.RequireBlocks(parameters, buffers);
        var target = Path.GetFullPath(path);
        if (Path.GetFileName(target).Length == 0) throw new ArgumentException($"'{path}' is a folder, not the name of a file.", nameof(path));
        var aside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Save(stream, info, parameters, buffers);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
        }
        catch
        {
            if (File.Exists(aside)) File.Delete(aside);
            throw;
        }
    }

    /// <summary>Writes the parameters and buffers of a network to a stream, as F32 with PyTorch's names and layouts.</summary>
    /// <remarks>The stream is left open and is not flushed.</remarks>
    /// <param name="stream">Where to, from its position on.</param>
    /// <param name="info">The network.</param>
    /// <param name="parameters">Its parameter block.</param>
    /// <param name="buffers">Its buffer block.</param>
    /// <exception cref="ArgumentException">A block has another length than the network's.</exception>
    public static void Save(Stream stream, NetworkInfo info, ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
    {
        ArgumentNullException.ThrowIfNull(stream);
        info.RequireBlocks(parameters, buffers);

        // The format's library sorts by descending alignment, then by name; of one type only the name counts.
        var tensors = new List<(ParameterInfo Tensor, bool IsBuffer)>();
        foreach (var parameter in info.Parameters) tensors.Add((parameter, false));
        foreach (var buffer in info.Buffers) tensors.Add((buffer, true));
        tensors.Sort((a, b) => string.CompareOrdinal(a.Tensor.Name, b.Tensor.Name));
        WriteHeader(stream, tensors);

        var canonical = GC.AllocateUninitializedArray<float>(info.LargestElementCount);
        foreach (var (tensor, isBuffer) in tensors)
        {
            var values = canonical.AsSpan(0, tensor.Layout.ElementCount);
            tensor.Layout.ToCanonical((isBuffer ? buffers : parameters).Slice(tensor.Offset, tensor.Layout.Length), values);
            if (!BitConverter.IsLittleEndian) LittleEndian.Reverse(values);
            stream.Write(MemoryMarshal.AsBytes(values));
        }
    }

    private static void WriteHeader(Stream stream, List<(ParameterInfo Tensor, bool IsBuffer)> tensors)
    {
        var header = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();

            // Libraries on top of PyTorch ask for this before they load a file.
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
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
}
