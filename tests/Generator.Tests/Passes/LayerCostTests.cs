using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Passes;

/// <summary>
/// The numbers of the layer table, worked out by hand for each layer with parameters or products: a product counts where a window lies, in the padding too;
/// a sum of n products has n additions with a bias and n − 1 without.
/// </summary>
public sealed class LayerCostTests
{
    private static readonly (LayerSample Sample, long Parameters, long Macs, long Flops, long Bytes, int[] Field)[] Worked =
    [
        (new("Dense", [[7]], ("Units", 5)), 40, 35, 70, 20, []),
        (new("Dense", [[17]], ("Units", 19), ("Bias", false)), 323, 323, 627, 76, []),
        (new("Dense", [[4, 7]], ("Units", 3)), 24, 84, 168, 48, [7]),
        (new("Conv1D", [[3, 9]], ("Channels", 5), ("Kernel", 3), ("Padding", 1)), 50, 405, 810, 180, [3]),
        (new("Conv2D", [[3, 5, 6]], ("Channels", 4), ("Kernel", 3), ("Padding", 1)), 112, 3_240, 6_480, 480, [3, 3]),
        (new("Conv2D", [[4, 7, 6]], ("Channels", 6), ("Kernel", new[] { 3, 2 }), ("Strides", new[] { 2, 1 }), ("Groups", 2)), 78, 1_080, 2_160, 360, [3, 2]),
        (new("Conv2D", [[2, 9, 9]], ("Channels", 3), ("Kernel", 3), ("Dilation", 3), ("Bias", false)), 54, 3 * 9 * 18, (2 * 3 * 9 * 18) - 27, 108, [7, 7]),
        (new("Conv3D", [[2, 3, 4, 3]], ("Channels", 3), ("Kernel", 2)), 51, 576, 1_152, 144, [2, 2, 2]),
        (new("DepthwiseConv2D", [[3, 5, 4]], ("Kernel", 3), ("Padding", 1)), 30, 540, 1_080, 240, [3, 3]),
        (new("DepthwiseConv2D", [[3, 5, 4]], ("Kernel", 3), ("Padding", 1), ("Multiplier", 2), ("Bias", false)), 54, 1_080, 2_040, 480, [3, 3]),
        (new("SeparableConv2D", [[3, 5, 4]], ("Channels", 4), ("Kernel", 3), ("Padding", 1)), 43, 780, 1_500, 320, [3, 3]),
        (new("SpatialSeparableConv2D", [[2, 6, 5]], ("Channels", 3), ("Kernel", 3), ("Padding", 1)), 18 + 27 + 3, (90 * 6) + (90 * 9), (2 * 90 * 6) - 90 + (2 * 90 * 9), 360, [3, 3]),
        (new("FlattenedConv2D", [[2, 6, 5]], ("Channels", 3), ("Kernel", 3), ("Padding", 1)), 6 + 9 + 9 + 3, (90 * 2) + (90 * 3) + (90 * 3), (2 * 90 * 8) - 180, 360, [3, 3]),
        (new("ConvTranspose1D", [[3, 5]], ("Channels", 4), ("Kernel", 2), ("Stride", 2)), 28, 5 * 3 * 4 * 2, 2 * 5 * 3 * 4 * 2, 160, [1]),
        (new("ConvTranspose2D", [[3, 3, 4]], ("Channels", 4), ("Kernel", 2), ("Stride", 2)), 52, 12 * 3 * 4 * 4, 2 * 12 * 3 * 4 * 4, 768, [1, 1]),
        (new("ConvTranspose3D", [[2, 2, 2, 2]], ("Channels", 3), ("Kernel", 2), ("Stride", 2)), 51, 8 * 2 * 3 * 8, 2 * 8 * 2 * 3 * 8, 768, [1, 1, 1]),
        (new("MatMul", [[3, 4], [4, 5]]), 0, 60, 105, 60, [4]),
        (new("MatMul", [[2, 1, 3, 4], [3, 4, 2]]), 0, 2 * 3 * 3 * 2 * 4, (2 * 144) - 36, 144, [1, 1, 4]),
        (new("Embedding", [[5]], ("Count", 7), ("Size", 9)), 63, 0, 0, 180, []),
        (new("PositionalEncoding", [[4, 17]], ("Learned", true)), 68, 0, 0, 272, [1]),
        (new("PositionalEncoding", [[4, 17]]), 0, 0, 0, 272, [1]),
        (new("BatchNorm", [[3, 4, 3]]), 6, 0, 0, 144, [1, 1]),
        (new("BatchNorm", [[4, 3]], ("Affine", false)), 0, 0, 0, 48, [1]),
        (new("LayerNorm", [[4, 18]]), 36, 0, 0, 288, [1]),
        (new("LayerNorm", [[3, 5, 6]], ("Shape", new[] { 5, 6 }), ("Bias", false)), 30, 0, 0, 360, [1, 1]),
        (new("RmsNorm", [[7]]), 7, 0, 0, 28, []),
        (new("GroupNorm", [[6, 3, 2]], ("Groups", 2)), 12, 0, 0, 144, [1, 1]),
        (new("InstanceNorm", [[3, 5, 6]]), 0, 0, 0, 360, [1, 1]),
        (new("InstanceNorm", [[17, 6]], ("Affine", true)), 34, 0, 0, 408, [1]),
        (new("PRelu", [[3, 5, 6]]), 1, 0, 0, 360, [1, 1]),
        (new("PRelu", [[18, 3]], ("PerChannel", true)), 18, 0, 0, 216, [1]),
        (new("MaxPool1D", [[3, 9]], ("Kernel", 2), ("Dilation", 3), ("Stride", 2)), 0, 0, 0, 36, [4]),
        (new("MaxPool2D", [[2, 7, 6]], ("Kernel", 3), ("Stride", 2), ("Padding", 1)), 0, 0, 0, 96, [3, 3]),
        (new("AvgPool3D", [[2, 4, 4, 4]], ("Kernel", 2)), 0, 0, 0, 64, [2, 2, 2]),
        (new("LpPool2D", [[2, 6, 4]], ("Power", 2), ("Kernel", 2)), 0, 0, 0, 48, [2, 2]),
        (new("Maxout", [[6, 5]], ("Pieces", 3)), 0, 0, 0, 40, [1]),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Worked.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void The_table_says_what_is_worked_out_by_hand(int row)
    {
        var (sample, parameters, macs, flops, bytes, _) = Worked[row];
        var cost = CostOf(sample);
        Assert.Equal((parameters, macs, flops, bytes), (cost.Parameters, cost.Macs, cost.Flops, cost.ActivationBytes));
    }

    [Theory, MemberData(nameof(Rows))]
    public void The_receptive_field_is_that_of_the_window(int row)
    {
        var (sample, _, _, _, _, field) = Worked[row];
        var said = CostOf(sample).ReceptiveField;
        // Where it is not a window's, nothing is said.
        if (said.Length > 0) Assert.Equal(field, said);
        else Assert.All(field, extent => Assert.Equal(1, extent));
    }

    /// <summary>Whatever a layer is lowered to: bytes are those of its result, and what has no parameters and no product is free of both.</summary>
    [Fact]
    public void Every_layer_has_the_bytes_of_its_result_and_only_products_cost_multiplications()
    {
        string[] multiply = ["Dense", "MatMul", "Bilinear", "Rnn", "Lstm", "Gru", .. Catalogue.Layers.Keys.Where(kind => kind.Contains("Conv", StringComparison.Ordinal))];
        foreach (var sample in LayerSamples.All)
        {
            var cost = CostOf(sample);
            Assert.Equal(cost.OutputShape.Aggregate(4L, (product, extent) => product * extent), cost.ActivationBytes);
            Assert.True(multiply.Contains(sample.Kind) == cost.Macs > 0, $"{sample}: {cost.Macs} multiplications");
            Assert.True(cost.Flops >= cost.Macs && cost.Flops <= 2 * cost.Macs, $"{sample}: {cost.Flops} FLOPs, {cost.Macs} multiplications");
        }
    }

    private static LayerCost CostOf(LayerSample sample) => CostPass.Run(NetworkCompiler.Lower(sample.OnInputs().ToSpec("Sample"), GraphMode.Inference, withLoss: false, [])!).Single();
}
