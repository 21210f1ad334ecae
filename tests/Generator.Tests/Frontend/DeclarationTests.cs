using NetGen.Generator.Model;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

public sealed class DeclarationTests
{
    private const string LeNet = """
        using NetGen;

        namespace Vision.Small;

        [Network]
        [Input(1, 28, 28)]
        [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
        [Conv2D(16, 5), Tanh, AvgPool2D(2)]
        [Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
        [CrossEntropyLoss]
        public sealed partial class LeNet5;
        """;

    [Fact]
    public void A_network_reads_from_top_to_bottom()
    {
        var spec = Assert.Single(GeneratorRun.From(LeNet).Specs);
        Assert.Equal("""
            input = Input(Shape = [1, 28, 28])
            conv2d1 = Conv2D(input; Channels = 6, Kernel = [5], Padding = 2)
            tanh1 = Tanh(conv2d1)
            avgpool2d1 = AvgPool2D(tanh1; Kernel = [2])
            conv2d2 = Conv2D(avgpool2d1; Channels = 16, Kernel = [5])
            tanh2 = Tanh(conv2d2)
            avgpool2d2 = AvgPool2D(tanh2; Kernel = [2])
            flatten1 = Flatten(avgpool2d2)
            dense1 = Dense(flatten1; Units = 120)
            tanh3 = Tanh(dense1)
            dense2 = Dense(tanh3; Units = 84)
            tanh4 = Tanh(dense2)
            dense3 = Dense(tanh4; Units = 10)
            CrossEntropyLoss()
            """.ReplaceLineEndings("\n"), SpecPrinter.Print(spec));
        Assert.Equal(("Vision.Small", "LeNet5", "public sealed partial class LeNet5"), (spec.Namespace, spec.Name, spec.Declaration));
        Assert.Equal("Vision.Small.LeNet5", spec.FullName);
        Assert.Equal(new NetworkOptions(), spec.Options);
    }
}
