using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Network;

public class ParameterBlockTests
{
    [Fact]
    public void Every_tensor_holds_what_its_own_initialiser_gives()
    {
        var info = Networks.Blocked;
        var parameters = new float[info.ParameterLength];
        var buffers = new float[info.BufferLength];

        ParameterBlock.Initialize(info, 5, parameters, buffers);

        foreach (var (tensors, block) in new[] { (info.Parameters, parameters), (info.Buffers, buffers) })
        {
            foreach (var tensor in tensors)
            {
                var expected = new float[tensor.Layout.ElementCount];
                tensor.Initializer.Fill(expected, [.. tensor.Shape], CounterRandom.Key(5, tensor.Name));
                var actual = new float[expected.Length];
                tensor.Layout.ToCanonical(block.AsSpan(tensor.Offset), actual);
                Assert.Equal(expected, actual);
            }
        }
    }

    [Fact]
    public void Padding_becomes_zero()
    {
        var info = Networks.Blocked;
        var parameters = new float[info.ParameterLength];
        var buffers = new float[info.BufferLength];
        Array.Fill(parameters, float.NaN);
        Array.Fill(buffers, float.NaN);

        ParameterBlock.Initialize(info, 0, parameters, buffers);

        Assert.DoesNotContain(parameters, float.IsNaN);
        var used = info.Parameters.SelectMany(p => Enumerable.Range(0, p.Layout.ElementCount).Select(i => p.Offset + p.Layout.OffsetOf(i))).ToHashSet();
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!used.Contains(i)) Assert.Equal(0f, parameters[i]);
        }

        Assert.Equal(Enumerable.Repeat(1f, 20).Concat(Enumerable.Repeat(0f, 12)), buffers[32..]);
    }

    [Fact]
    public void The_layout_has_no_influence_on_the_values()
    {
        var blocked = Initialized(Networks.DensePanels(10, 7));
        var rowMajor = Initialized(Networks.RowMajor(10, 7));

        Assert.Equal(rowMajor, blocked);
    }

    [Fact]
    public void Another_seed_gives_other_values()
    {
        var info = Networks.Small;
        var a = new float[info.ParameterLength];
        var b = new float[info.ParameterLength];
        ParameterBlock.Initialize(info, 1, a, []);
        ParameterBlock.Initialize(info, 2, b, []);
        Assert.All(a.Zip(b), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public void Blocks_of_another_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ParameterBlock.Initialize(Networks.Small, 0, new float[7], []));
        Assert.Contains("8 floats, but the span holds 7", error.Message, StringComparison.Ordinal);
    }

    private static float[] Initialized(TensorLayout layout)
    {
        var info = Networks.Describe("One", [Networks.Tensor("dense1.weight", 0, layout, new NetGen.Training.NormalInitializer())], []);
        var block = new float[info.ParameterLength];
        ParameterBlock.Initialize(info, 3, block, []);
        var canonical = new float[layout.ElementCount];
        layout.ToCanonical(block, canonical);
        return canonical;
    }
}
