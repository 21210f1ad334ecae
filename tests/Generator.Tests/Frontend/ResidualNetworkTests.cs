using NetGen.Generator.Model;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>A published network, written with blocks, has the layers it is known for (He et al. 2016).</summary>
public sealed class ResidualNetworkTests
{
    private const string Bottleneck = """
        using NetGen;

        [Block]
        [Conv2D(4 * Channels, 1, Stride = Stride, Bias = false, When = Projected), BatchNorm(When = Projected, Name = "skip")]
        [Conv2D(Channels, 1, Bias = false, From = "input"), BatchNorm, Relu]
        [Conv2D(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv2D(4 * Channels, 1, Bias = false), BatchNorm]
        [Add("skip"), Relu]
        public partial class Bottleneck
        {
            private const int Channels = 64, Stride = 1;
            private const bool Projected = false;
        }
        """;

    [Theory]
    [InlineData("ResNet50", 4, 6, 3, 53)]
    [InlineData("ResNet101", 4, 23, 3, 104)]
    [InlineData("ResNet152", 8, 36, 3, 155)]
    public void A_bottleneck_network_fits_on_a_screen(string name, int second, int third, int fourth, int convolutions)
    {
        var spec = Spec.Of(Bottleneck, $$"""
            using NetGen;

            [Network]
            [Input(3, 224, 224)]
            [Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2D(3, Stride = 2, Padding = 1)]
            [Block<Bottleneck>("Projected = true")]
            [Block<Bottleneck>(Repeat = 2)]
            [Block<Bottleneck>("Channels = 128, Stride = 2, Projected = true")]
            [Block<Bottleneck>("Channels = 128", Repeat = {{second - 1}})]
            [Block<Bottleneck>("Channels = 256, Stride = 2, Projected = true")]
            [Block<Bottleneck>("Channels = 256", Repeat = {{third - 1}})]
            [Block<Bottleneck>("Channels = 512, Stride = 2, Projected = true")]
            [Block<Bottleneck>("Channels = 512", Repeat = {{fourth - 1}})]
            [GlobalAvgPool, Flatten, Dense(1000)]
            [CrossEntropyLoss]
            public sealed partial class {{name}};
            """);
        Assert.Equal(convolutions, spec.Elements.Count(element => element.Kind == "Conv2D"));
        Assert.Equal(convolutions, spec.Elements.Count(element => element.Kind == "BatchNorm"));
        Assert.Equal(3 + second + third + fourth, spec.Elements.Count(element => element.Kind == "Add"));
        Assert.Equal(spec.Elements.Count, spec.Elements.Select(element => element.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        var seen = new HashSet<string>();
        foreach (var element in spec.Elements)
        {
            if (element.From is { } from) Assert.Contains(from, seen);
            Assert.All(element.Arguments.Where(argument => argument.Name == "Others").SelectMany(argument => argument.Value.Texts), other => Assert.Contains(other, seen));
            if (element.Name is { } final) seen.Add(final);
        }
    }

    [Fact]
    public void The_channels_of_a_stage_are_those_it_was_given()
    {
        var spec = Spec.Of(Bottleneck, "using NetGen;\n[Network, Input(3, 8, 8), Block<Bottleneck>(\"Channels = 5, Stride = 2, Projected = true\")] partial class Net;");
        Assert.Equal([20d, 5d, 5d, 20d], spec.Elements.Where(element => element.Kind == "Conv2D").Select(element => Number(element, "Channels")));
        Assert.Equal(["bottleneck1.skip"], spec.Elements.Single(element => element.Kind == "Add").Arguments[0].Value.Texts);
    }

    private static double Number(ElementSpec element, string name) => element.Arguments.Single(argument => argument.Name == name).Value.Number;
}
