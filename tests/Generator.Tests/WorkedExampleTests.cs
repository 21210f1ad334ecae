using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>The counts a course works out by hand, derived by the compiler.</summary>
public sealed class WorkedExampleTests
{
    [Fact]
    public void Lenet5_has_the_counts_of_its_paper()
    {
        var costs = CostsOf(new Declaration().Input([1, 28, 28])
            .Layer("Conv2D", ("Channels", 6), ("Kernel", 5), ("Padding", 2)).Layer("Tanh").Layer("AvgPool2D", ("Kernel", 2))
            .Layer("Conv2D", ("Channels", 16), ("Kernel", 5)).Layer("Tanh").Layer("AvgPool2D", ("Kernel", 2))
            .Layer("Flatten").Layer("Dense", ("Units", 120)).Layer("Tanh").Layer("Dense", ("Units", 84)).Layer("Tanh").Layer("Dense", ("Units", 10)));
        Assert.Equal((61_706, 416_520, 833_040), (costs.Sum(c => c.Parameters), costs.Sum(c => c.Macs), costs.Sum(c => c.Flops)));
    }

    [Fact]
    public void A_hundred_3x3_filters_over_three_channels_are_2800_parameters() =>
        Assert.Equal(2_800, CostsOf(new Declaration().Input([3, 32, 32]).Layer("Conv2D", ("Channels", 100), ("Kernel", 3))).Single().Parameters);

    [Fact]
    public void A_5x5_convolution_from_16_to_32_channels_has_12800_weights() =>
        Assert.Equal(12_800, CostsOf(new Declaration().Input([16, 14, 14]).Layer("Conv2D", ("Channels", 32), ("Kernel", 5), ("Bias", false))).Single().Parameters);

    [Fact]
    public void Three_3x3_convolutions_see_7x7_pixels()
    {
        var costs = CostsOf(new Declaration().Input([3, 32, 32])
            .Layer("Conv2D", ("Channels", 4), ("Kernel", 3)).Layer("Conv2D", ("Channels", 4), ("Kernel", 3)).Layer("Conv2D", ("Channels", 4), ("Kernel", 3)));
        Assert.Equal([7, 7], costs[2].ReceptiveField);
    }

    // Worked out by hand: which inputs reach an output through the upsampled axis.
    [Theory]
    [InlineData(2, 2, 1, 1)]
    [InlineData(3, 2, 1, 2)]
    [InlineData(4, 2, 1, 2)]
    [InlineData(5, 2, 1, 3)]
    [InlineData(3, 1, 1, 3)]
    [InlineData(2, 2, 3, 2)]
    [InlineData(3, 2, 3, 3)]
    [InlineData(2, 3, 5, 2)]
    public void Behind_a_transposed_convolution_neighbours_share_pixels(int kernel, int stride, int nextKernel, int seen)
    {
        var costs = CostsOf(new Declaration().Input([3, 9])
            .Layer("ConvTranspose1D", ("Channels", 4), ("Kernel", kernel), ("Stride", stride)).Layer("Conv1D", ("Channels", 4), ("Kernel", nextKernel)));
        Assert.Equal([seen], costs[1].ReceptiveField);
    }

    [Fact]
    public void Down_and_up_again_ends_where_it_began()
    {
        var costs = CostsOf(new Declaration().Input([3, 16, 16])
            .Layer("Conv2D", ("Channels", 4), ("Kernel", 2), ("Stride", 2)).Layer("ConvTranspose2D", ("Channels", 4), ("Kernel", 2), ("Stride", 2)).Layer("Conv2D", ("Channels", 4), ("Kernel", 3)));
        // A pixel of the result sees the 2×2 block it came from; three neighbours see two blocks.
        Assert.Equal([2, 2], costs[1].ReceptiveField);
        Assert.Equal([4, 4], costs[2].ReceptiveField);
    }

    [Fact]
    public void A_dense_layer_from_50_to_10_has_510_parameters_and_1000_flops()
    {
        var cost = CostsOf(new Declaration().Input([50]).Layer("Dense", ("Units", 10))).Single();
        Assert.Equal((510, 500, 1_000), (cost.Parameters, cost.Macs, cost.Flops));
    }

    [Fact]
    public void Without_bias_each_output_has_one_addition_less()
    {
        var cost = CostsOf(new Declaration().Input([50]).Layer("Dense", ("Units", 10), ("Bias", false))).Single();
        Assert.Equal((500, 990), (cost.Parameters, cost.Flops));
    }

    private static IReadOnlyList<LayerCost> CostsOf(Declaration declaration) =>
        CostPass.Run(GraphBuilder.Build(declaration.ToSpec("Example"), GraphMode.Inference, withLoss: false, [])!);
}
