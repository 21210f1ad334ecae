using System.Runtime.InteropServices;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Network;

public class BlockPaddingTests
{
    public static TheoryData<string> Blocks => ["panels", "exact", "ragged end", "gap between", "scalar"];

    [Theory, MemberData(nameof(Blocks))]
    public void Padding_and_nothing_else_becomes_zero(string name)
    {
        var (length, tensors) = Block(name);
        var used = tensors.SelectMany(p => Enumerable.Range(0, p.Layout.ElementCount).Select(i => p.Offset + p.Layout.OffsetOf(i))).ToHashSet();
        var padding = new BlockPadding(length, tensors);
        Assert.Equal(used.Count == length, padding.IsEmpty);
        // Each float alone, then all.
        foreach (var places in Enumerable.Range(0, length).Select(i => new[] { i }).Append([.. Enumerable.Range(0, length)]))
        {
            foreach (var value in new[] { 1f, float.NaN, -0f })
            {
                var block = new AlignedBuffer(length);
                foreach (var place in places) block.Span[place] = value;
                padding.Clear(ref block.Reference);
                for (var i = 0; i < length; i++)
                {
                    var expected = used.Contains(i) && places.Contains(i) ? value : 0f;
                    Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(block.Span[i]));
                }

                Assert.True(MemoryMarshal.CreateSpan(ref block.Reference, length + 16)[length..].IndexOfAnyExcept(0f) < 0);
            }
        }
    }

    private static (int Length, ParameterInfo[] Tensors) Block(string name) => name switch
    {
        "panels" => (352, [Tensor(0, new([16, 4], [new(1, 1, 4, 16), new(0, 1, 16, 1)], 64)), Tensor(64, Vector(16, 16)), Tensor(80, new([3, 16], [new(1, 1, 16, 16), new(0, 1, 16, 1)], 256)), Tensor(336, Vector(3, 16))]),
        "exact" => (32, [Tensor(0, Vector(16, 16)), Tensor(16, Vector(16, 16))]),
        "ragged end" => (21, [Tensor(0, Vector(9, 12)), Tensor(12, Vector(7, 9))]),
        "gap between" => (96, [Tensor(16, Vector(5, 8)), Tensor(72, Vector(20, 24))]),
        _ => (1, [Tensor(0, new TensorLayout([], [], 1))]),
    };

    private static TensorLayout Vector(int count, int length) => new([count], [new(0, 1, count, 1)], length);

    private static ParameterInfo Tensor(int offset, TensorLayout layout) => new("t", "t", offset, layout, new NetGen.Training.NormalInitializer());
}
