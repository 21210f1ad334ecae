using System.Buffers.Binary;
using System.Text.Json;
using NetGen.Serialization;
using NetGen.Tests.Network;
using NetGen.Tests.Serialization;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Fuzzing;

/// <summary>Changed weight files either load completely, with the numbers that their header and bytes say, or change nothing.</summary>
public sealed class WeightFileFuzzTests
{
    private const float Mark = -12345.678f;
    private static readonly NetworkInfo[] s_networks = [Networks.Small, TiedTensorTests.Tied, Networks.Describe(
        "Normalised",
        [Networks.Tensor("n.weight", 0, Networks.Vector(3, 16), new NormalInitializer()), Networks.Tensor("d.weight", 16, Networks.DensePanels(3, 2), new NormalInitializer())],
        [Networks.Tensor("n.running_mean", 0, Networks.Vector(3, 16), new NormalInitializer())])];

    private static readonly byte[][] s_files = [.. s_networks.Select(Saved)];

    [Fact]
    public void Changed_files_load_what_they_say_or_change_nothing()
    {
        var network = 0;
        Fuzz.Run(
            "weights",
            Fuzz.Number("NETGEN_FUZZ_WEIGHTS", 10_000),
            random =>
            {
                network = random.Next(s_networks.Length);
                return new WeightFile(s_files[network]).Changed(random);
            },
            file => LoadsCorrectly(file, s_networks[network]));
    }

    private static bool LoadsCorrectly(byte[] file, NetworkInfo info)
    {
        var (parameters, buffers) = (Marked(info.ParameterLength), Marked(info.BufferLength));
        try
        {
            Safetensors.Load(file, info, parameters, buffers);
        }
        catch (SafetensorsException problem)
        {
            if (parameters.AsSpan().ContainsAnyExcept(Mark) || buffers.AsSpan().ContainsAnyExcept(Mark)) throw new InvalidOperationException("A refused file changed the network.");
            if (problem.Mismatches.Count == 0 || problem.Message.Any(c => char.IsControl(c) && c != '\n')) throw new InvalidOperationException("A refusal says nothing, or too much.");
            return false;
        }

        // By other means: a document, and one number at a time.
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        foreach (var (tensors, block) in new[] { (info.Parameters, parameters), (info.Buffers, buffers) })
        {
            foreach (var tensor in tensors)
            {
                foreach (var name in (string[])[tensor.Name, .. tensor.Aliases])
                {
                    if (!header.RootElement.TryGetProperty(name, out var entry)) continue;
                    var shape = entry.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32());
                    if (!shape.SequenceEqual(tensor.Shape)) throw new InvalidOperationException($"{name} has another shape.");
                    var start = 8 + length + entry.GetProperty("data_offsets")[0].GetInt32();
                    for (var i = 0; i < tensor.Layout.ElementCount; i++)
                    {
                        var expected = Element(file, start, i, entry.GetProperty("dtype").GetString()!);
                        var actual = block[tensor.Offset + tensor.Layout.OffsetOf(i)];
                        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(actual) && !(float.IsNaN(expected) && float.IsNaN(actual)))
                            throw new InvalidOperationException($"{name}[{i}] is {actual}, but the file says {expected}.");
                    }
                }
            }
        }

        return true;
    }

    private static float Element(byte[] file, int start, int i, string type) => type switch
    {
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(start + (4 * i))),
        "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(file.AsSpan(start + (2 * i))),
        "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(start + (2 * i))) << 16),
        _ => throw new InvalidOperationException($"{type} is no type of weights."),
    };

    private static byte[] Saved(NetworkInfo info)
    {
        using var stream = new MemoryStream();
        var random = new Random(5);
        float[] Values(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
        Safetensors.Save(stream, info, Values(info.ParameterLength), Values(info.BufferLength));
        return stream.ToArray();
    }

    private static float[] Marked(int length)
    {
        var values = new float[length];
        Array.Fill(values, Mark);
        return values;
    }
}
