using NetGen.Serialization;
using NetGen.Tests.Network;
using Xunit;

namespace NetGen.Tests.Serialization;

public class SafetensorsMismatchTests
{
    [Fact]
    public void All_mismatches_are_reported_at_once_and_nothing_is_written()
    {
        var file = SafetensorsBytes.Of(
            """{"dense1.weight":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"dense1.extra":{"dtype":"I64","shape":[1],"data_offsets":[24,32]},"running_var":{"dtype":"F64","shape":[],"data_offsets":[32,40]}}""",
            new byte[40]);
        var parameters = new float[8];
        Array.Fill(parameters, 5f);

        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Load(file, Networks.Small, parameters, []));

        Assert.Equal(
            [
                "dense1.weight: the shape is [3, 2]; expected [2, 3]",
                "dense1.bias: missing; expected F32 [2]",
                "dense1.extra: unexpected; the network has no such parameter (I64 [1])",
                "running_var: unexpected; the network has no such parameter (F64 [])",
            ],
            error.Mismatches);
        Assert.Contains("network Small: 4 mismatches", error.Message, StringComparison.Ordinal);
        Assert.Contains("dense1.bias: missing", error.Message, StringComparison.Ordinal);
        Assert.All(parameters, v => Assert.Equal(5f, v));
    }

    [Fact]
    public void Types_that_are_no_weights_are_refused()
    {
        var file = SafetensorsBytes.Of(
            """{"dense1.weight":{"dtype":"I32","shape":[2,3],"data_offsets":[0,24]},"dense1.bias":{"dtype":"F64","shape":[2],"data_offsets":[24,40]}}""", new byte[40]);

        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Load(file, Networks.Small, new float[8], []));

        Assert.Equal(["dense1.weight: the type is I32; expected F32, F16 or BF16", "dense1.bias: the type is F64; expected F32, F16 or BF16"], error.Mismatches);
    }

    [Fact]
    public void Blocks_of_another_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Safetensors.Load(SafetensorsBytes.Small, Networks.Small, new float[9], []));
        Assert.Contains("8 floats, but the span holds 9", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Safetensors.Load(SafetensorsBytes.Small, Networks.Small, new float[8], new float[1]));
        Assert.Contains("0 floats, but the span holds 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_stays_readable_when_there_are_very_many_mismatches()
    {
        var error = new SafetensorsException("Subject", [.. Enumerable.Range(0, 50).Select(i => $"mismatch {i}")]);

        Assert.Equal(50, error.Mismatches.Count);
        Assert.Contains("mismatch 19", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("mismatch 20", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("… and 30 more.", error.Message, StringComparison.Ordinal);
    }
}
