using NetGen.Generator.Model;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

public sealed class DeclarationTests
{
    [Fact]
    public void A_network_reads_from_top_to_bottom()
    {
        var spec = Spec.Of("""
            using NetGen;

            namespace Vision.Small;

            [Network]
            [Input(1, 28, 28)]
            [Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
            [Conv2D(16, 5), Tanh, AvgPool2D(2)]
            [Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
            [CrossEntropyLoss]
            public sealed partial class LeNet5;
            """);
        Assert.Equal(
            """
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
            """,
            SpecPrinter.Print(spec));
        Assert.Equal(("Vision.Small", "LeNet5", "public sealed partial class LeNet5"), (spec.Namespace, spec.Name, spec.Declaration));
        Assert.Equal("Vision.Small.LeNet5", spec.FullName);
        Assert.Equal(new NetworkOptions(), spec.Options);
        Assert.Equal(Enumerable.Range(0, spec.Elements.Count), spec.Elements.Select(element => element.Position));
    }

    [Fact]
    public void Names_are_kind_and_a_number_that_counts_named_layers_too() => Assert.Equal(
        """
        input = Input(Shape = [4])
        first = Dense(input; Units = 4)
        dense2 = Dense(first; Units = 4)
        dense4 = Relu(dense2)
        dense3 = Dense(dense4; Units = 4)
        dense5 = Dense(dense3; Units = 4)
        """,
        Print("""[Input(4)] [Dense(4, Name = "first"), Dense(4), Relu(Name = "dense4"), Dense(4), Dense(4)]"""));

    [Fact]
    public void Merges_outputs_and_losses_refer_to_layers_by_name() => Assert.Equal(
        """
        image = Input(Shape = [4])
        input2 = Input(Shape = [4])
        dense1 = Dense(image; Units = 4, WeightInitialization = 9)
        concat1 = Concat(dense1; Axis = 0, Others = ["input2", "image"])
        dense2 = Dense(concat1; Units = 2)
        classes = Output(dense2)
        dense1 = Output(dense1)
        CrossEntropyLoss(dense2; LabelSmoothing = 0.1, Weight = 0.5)
        TripletLoss(dense1; Others = ["image", "input2"])
        """,
        Print("""
            [Input(4, Name = "image"), Input(4), Dense(4, From = "image", WeightInitialization = Initialization.KaimingUniform)]
            [Concat("input2", "input", Axis = 0), Dense(2), Output(Name = "classes"), Output("dense1")]
            [CrossEntropyLoss(On = "dense2", LabelSmoothing = 0.1f, Weight = .5f), TripletLoss("image", "input2", On = "dense1")]
            """));

    [Fact]
    public void A_layer_left_out_passes_its_value_on() => Assert.Equal(
        """
        input = Input(Shape = [4])
        dense1 = Dense(input; Units = 4)
        relu2 = Relu(dense1)
        add1 = Add(relu2; Others = ["dense1"])
        """,
        Print("""[Input(4), Dense(4), Relu(When = 1 > 2, Name = "gone"), Relu, Add("gone")]"""));

    [Fact]
    public void Weights_of_another_layer_are_referred_to_by_name() => Assert.Equal(
        """
        input = Input(Shape = [4])
        dense1 = Dense(input; Units = 4)
        dense2 = Dense(input; Units = 4, WeightsOf = "dense1")
        ContrastiveLoss(dense1; Others = ["dense2"])
        """,
        Print("""[Input(4), Dense(4), Dense(4, From = "input", WeightsOf = "dense1"), ContrastiveLoss("dense2", On = "dense1")]"""));

    [Fact]
    public void Options_are_read()
    {
        var spec = Assert.Single(GeneratorRun.From(
            """
            using NetGen;
            [Network(
                Targets = Targets.Avx2 | Targets.Portable, Unroll = Unroll.Full, Weights = WeightFormat.BFloat16,
                Strict = true, Training = TrainingMode.Off, Dump = true)]
            [Input(4), Dense(3)]
            partial class Net;
            """).Specs);
        Assert.Equal(
            new NetworkOptions(TargetSet.Avx2 | TargetSet.Portable, UnrollMode.Full, Model.WeightFormat.BFloat16, Strict: true, Training: false, Dump: true), spec.Options);
    }

    [Fact]
    public void Networks_may_be_nested_and_named_like_keywords()
    {
        var spec = Spec.Of("""
            using NetGen;
            namespace @event.Inner;
            public static partial class Models
            {
                internal partial record struct Pair
                {
                    [Network, Input(4), Dense(3)]
                    private sealed partial class @class;
                }
            }
            """);
        Assert.Equal(("@event.Inner", "@class", "private sealed partial class @class"), (spec.Namespace, spec.Name, spec.Declaration));
        Assert.Equal(["public static partial class Models", "internal partial record struct Pair"], spec.Hosts.Select(host => host.Header));
        Assert.Equal("event.Inner.Models.Pair.class", spec.FullName);
    }

    [Fact]
    public void Members_may_stand_on_other_declarations() => Assert.Equal(
        "input = Input(Shape = [4])\ndense1 = Dense(input; Units = 3)",
        SpecPrinter.Print(Spec.Of("using NetGen; partial class Net { const int Units = 3; }", "using NetGen; [Network, Input(4), Dense(Units)] partial class Net { }")));

    private static string Print(string attributes) => SpecPrinter.Print(Spec.Of($"using NetGen;\n[Network]\n{attributes}\npartial class Net;"));
}
