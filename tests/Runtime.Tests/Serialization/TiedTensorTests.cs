using NetGen.Serialization;
using NetGen.Tests.Network;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Serialization;

/// <summary>Parameters that layers share: a file may hold them under the name of each, as PyTorch's state_dict lists them.</summary>
public sealed class TiedTensorTests
{
    internal static NetworkInfo Tied { get; } = Networks.Describe(
        "Tied",
        [
            Networks.Tensor("a.weight", 0, Networks.DensePanels(2, 2), new NormalInitializer()) with { Aliases = ["b.weight", "c.weight"] },
            Networks.Tensor("a.bias", 32, Networks.Vector(2, 16), new NormalInitializer()) with { Aliases = ["b.bias", "c.bias"] },
        ],
        [Networks.Tensor("n.running_mean", 0, Networks.Vector(2, 16), ConstantInitializer.Zeros) with { Aliases = ["m.running_mean"] }]);

    private static readonly float[] s_weight = [1, 2, 3, float.NaN], s_bias = [5, -0f], s_mean = [7, 8];

    [Fact]
    public void Equal_values_under_several_names_load()
    {
        AssertLoads(("a.weight", s_weight), ("a.bias", s_bias), ("b.weight", s_weight), ("b.bias", s_bias), ("c.weight", s_weight), ("c.bias", s_bias), ("m.running_mean", s_mean), ("n.running_mean", s_mean));
        AssertLoads(("a.weight", s_weight), ("a.bias", s_bias), ("n.running_mean", s_mean));
        AssertLoads(("b.weight", s_weight), ("c.bias", s_bias), ("m.running_mean", s_mean));
    }

    [Fact]
    public void Different_values_wrong_shapes_and_absence_are_reported()
    {
        var other = (float[])s_weight.Clone();
        other[2]++;
        AssertRefused("b.weight: the values differ from those of a.weight, with which the network shares them", ("a.weight", s_weight), ("a.bias", s_bias), ("b.weight", other), ("n.running_mean", s_mean));
        AssertRefused("c.bias: the shape is [1]; expected [2]", ("a.weight", s_weight), ("a.bias", s_bias), ("c.bias", [5]), ("n.running_mean", s_mean));
        AssertRefused("m.running_mean: the values differ from those of n.running_mean, with which the network shares them", ("a.weight", s_weight), ("a.bias", s_bias), ("m.running_mean", [7, 9]), ("n.running_mean", s_mean));
        AssertRefused("a.bias: missing; expected F32 [2]", ("b.weight", s_weight), ("n.running_mean", s_mean));
        AssertRefused("d.bias: unexpected; the network has no such parameter (F32 [2])", ("a.weight", s_weight), ("a.bias", s_bias), ("d.bias", s_bias), ("n.running_mean", s_mean));
    }

    [Fact]
    public void Values_of_different_types_are_compared_as_numbers()
    {
        // 1, 2, 3, 4 and 5, 6 in F32 and BF16.
        byte[] data = [.. SafetensorsBytes.Floats(1, 2, 3, 4, 5, 6, 7, 8), 0x80, 0x3F, 0x00, 0x40, 0x40, 0x40, 0x80, 0x40];
        const string Header = """{"a.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"a.bias":{"dtype":"F32","shape":[2],"data_offsets":[16,24]},"n.running_mean":{"dtype":"F32","shape":[2],"data_offsets":[24,32]},"b.weight":{"dtype":"BF16","shape":[2,2],"data_offsets":[32,40]}}""";
        Safetensors.Load(SafetensorsBytes.Of(Header, data), Tied, new float[Tied.ParameterLength], new float[Tied.BufferLength]);
        data[^1] = 0x41;
        Assert.Throws<SafetensorsException>(() => Safetensors.Load(SafetensorsBytes.Of(Header, data), Tied, new float[Tied.ParameterLength], new float[Tied.BufferLength]));
    }

    [Fact]
    public void A_save_writes_each_once_and_names_the_others()
    {
        using var stream = new MemoryStream();
        Safetensors.Save(stream, Tied, new float[Tied.ParameterLength], new float[Tied.BufferLength]);
        var file = SafetensorsFile.Read(stream.ToArray());
        Assert.Equal(["a.bias", "a.weight", "n.running_mean"], file.Entries.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("a.weight", file.Metadata["c.weight"]);
        Assert.Equal("n.running_mean", file.Metadata["m.running_mean"]);
    }

    [Theory]
    [InlineData("I64", "[]", 8)]
    [InlineData("I64", "[1]", 8)]
    [InlineData("I64", "[1,1]", 8)]
    [InlineData("F32", "[]", 4)]
    [InlineData("F64", "[]", 8)]
    [InlineData("F16", "[]", 2)]
    [InlineData("BF16", "[1]", 2)]
    [InlineData("I32", "[]", 4)]
    [InlineData("U8", "[]", 1)]
    public void A_batch_counter_of_any_type_is_ignored(string type, string shape, int bytes) => LoadWithCounter(type, shape, bytes);

    [Theory]
    [InlineData("I64", "[2]", 16)]
    [InlineData("F32", "[0]", 0)]
    public void A_batch_counter_is_one_number(string type, string shape, int bytes)
    {
        var error = Assert.Throws<SafetensorsException>(() => LoadWithCounter(type, shape, bytes));
        Assert.StartsWith("bn.num_batches_tracked: unexpected", Assert.Single(error.Mismatches), StringComparison.Ordinal);
    }

    private static void LoadWithCounter(string type, string shape, int bytes)
    {
        var parameters = new float[8];
        Safetensors.Load(
            SafetensorsBytes.Of(
                $$$"""{"bn.num_batches_tracked":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":[32,{{{32 + bytes}}}]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}""",
                [.. SafetensorsBytes.Floats(7, 8, 1, 2, 3, 4, 5, 6), .. new byte[bytes]]),
            Networks.Small,
            parameters,
            []);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], parameters);
    }

    private static byte[] File(params (string Name, float[] Values)[] tensors)
    {
        var start = 0;
        var entries = tensors.Select(t =>
            $"\"{t.Name}\":{{\"dtype\":\"F32\",\"shape\":{(t.Values.Length == 4 ? "[2,2]" : $"[{t.Values.Length}]")},\"data_offsets\":[{start},{start += 4 * t.Values.Length}]}}");
        return SafetensorsBytes.Of("{" + string.Join(',', entries) + "}", SafetensorsBytes.Floats([.. tensors.SelectMany(t => t.Values)]));
    }

    private static void AssertLoads(params (string Name, float[] Values)[] tensors)
    {
        var (parameters, buffers) = (new float[Tied.ParameterLength], new float[Tied.BufferLength]);
        Safetensors.Load(File(tensors), Tied, parameters, buffers);
        for (var i = 0; i < 4; i++) Assert.Equal(s_weight[i], parameters[Tied.Parameters[0].Layout.OffsetOf(i)]);
        Assert.Equal(s_bias, parameters[32..34]);
        Assert.Equal(s_mean, buffers[..2]);
    }

    private static void AssertRefused(string mismatch, params (string Name, float[] Values)[] tensors)
    {
        var (parameters, buffers) = (new float[Tied.ParameterLength], new float[Tied.BufferLength]);
        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Load(File(tensors), Tied, parameters, buffers));
        Assert.Equal([mismatch], error.Mismatches);
        Assert.All(parameters, value => Assert.Equal(0, value));
        Assert.All(buffers, value => Assert.Equal(0, value));
    }
}
