using System.Buffers.Binary;
using System.Text;

namespace NetGen.Tests.Serialization;

/// <summary>Safetensors files made by hand, well-formed or not.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Length, header, data, as the format wants them.</summary>
    public static byte[] Of(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        data.CopyTo(file, 8 + json.Length);
        return file;
    }

    /// <summary>The bytes of little-endian floats.</summary>
    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>
    /// The parameters of <see cref="Network.Networks.Small"/>, dense1.weight = 1, 2, … 6 and dense1.bias = 7, 8, byte for byte as the format's Python
    /// library writes them: sorted names, no blanks within the JSON, padded to a multiple of eight.
    /// </summary>
    public static byte[] Small { get; } = Of(
        """{"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}""".PadRight(136),
        Floats(7, 8, 1, 2, 3, 4, 5, 6));

    public static byte[] SmallHeader(string header) => Of(header, Floats(7, 8, 1, 2, 3, 4, 5, 6));
}
