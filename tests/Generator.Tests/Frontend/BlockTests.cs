using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

public sealed class BlockTests
{
    private const string Residual = """
        [Block]
        [Conv2D(Channels, 1, Stride = Stride, Bias = false, When = Projected), BatchNorm(When = Projected, Name = "skip")]
        [Conv2D(Channels, 3, Stride = Stride, Padding = 1, From = "input"), Relu, Conv2D(Channels, 3, Padding = 1)]
        [Add("skip")]
        partial class Residual
        {
            const int Channels = 64, Stride = 1;
            const bool Projected = Stride != 1;
        }
        """;

    [Fact]
    public void A_block_is_inserted_with_its_own_constants() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        residual1.conv2d2 = Conv2D(input; Channels = 64, Kernel = [3], Padding = 1, Stride = 1)
        residual1.relu1 = Relu(residual1.conv2d2)
        residual1.conv2d3 = Conv2D(residual1.relu1; Channels = 64, Kernel = [3], Padding = 1)
        residual1.add1 = Add(residual1.conv2d3; Others = ["input"])
        flatten1 = Flatten(residual1.add1)
        """,
        Print("[Block<Residual>, Flatten]", Residual));

    [Fact]
    public void Replaced_constants_reach_those_that_depend_on_them() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        residual1.conv2d1 = Conv2D(input; Bias = false, Channels = 12, Kernel = [1], Stride = 2)
        residual1.skip = BatchNorm(residual1.conv2d1)
        residual1.conv2d2 = Conv2D(input; Channels = 12, Kernel = [3], Padding = 1, Stride = 2)
        residual1.relu1 = Relu(residual1.conv2d2)
        residual1.conv2d3 = Conv2D(residual1.relu1; Channels = 12, Kernel = [3], Padding = 1)
        residual1.add1 = Add(residual1.conv2d3; Others = ["residual1.skip"])
        """,
        Print("[Block<Residual>(\"Channels = Width * 4, Stride = 2\")]", Residual));

    [Fact]
    public void Copies_stand_in_a_row_and_their_layers_can_be_named_from_outside() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        stage.1.dense1 = Dense(input; Units = 3)
        stage.1.relu1 = Relu(stage.1.dense1)
        stage.2.dense1 = Dense(stage.1.relu1; Units = 3)
        stage.2.relu1 = Relu(stage.2.dense1)
        dense1 = Dense(stage.2.relu1; Units = 9)
        add1 = Add(dense1; Others = ["stage.1.dense1", "stage.2.relu1"])
        """,
        Print(
            "[Block<Layer>(\"Units = 3\", Repeat = Width - 1, Name = \"stage\"), Dense(9), Add(\"stage.1.dense1\", \"stage\")]",
            "[Block, Dense(Units), Relu] class Layer { const int Units = 1; }"));

    [Fact]
    public void Blocks_nest_and_pass_their_constants_on() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        outer1.inner1.dense1 = Dense(input; Units = 10)
        outer1.inner2.dense1 = Dense(outer1.inner1.dense1; Units = 20)
        outer1.add1 = Add(outer1.inner2.dense1; Others = ["input", "outer1.inner1.dense1"])
        """,
        Print(
            "[Block<Outer>(\"Size = 10\")]",
            "[Block, Block<Inner>(\"Units = Size\"), Block<Inner>(\"Units = Size * 2\"), Add(\"input\", \"inner1\")] class Outer { const int Size = 1; }",
            "[Block, Dense(Units)] class Inner { const int Units = 1; }"));

    [Fact]
    public void Further_inputs_of_a_block_are_named_where_it_is_inserted() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        relu1 = Relu(input)
        dense1 = Dense(relu1; Units = 2)
        up1.upsample1 = Upsample(dense1)
        up1.concat1 = Concat(up1.upsample1; Others = ["relu1"])
        up1.relu1 = Relu(up1.concat1)
        tanh1 = Tanh(up1.concat1)
        """,
        Print(
            "[Relu, Dense(2), Block<Up>(\"\", \"relu1\"), Tanh]",
            """
            [Block, Input(8, 4, 4), Input(4, 8, 8, Name = "side")]
            [Upsample(From = "input"), Concat("side"), Relu, Output("concat1"), MeanSquaredErrorLoss, Budget(MaxParameters = 1)]
            partial class Up;
            """).Replace("up1.relu1 = Relu(up1.concat1)\nup1", "up1"));

    [Fact]
    public void A_block_that_is_a_network_is_one_at_its_default_constants()
    {
        var spec = Spec.Of("using NetGen;\n[Block, Network, Input(4), Dense(Units), Add(\"input\")] partial class Piece { const int Units = 4; }");
        Assert.Equal("input = Input(Shape = [4])\ndense1 = Dense(input; Units = 4)\nadd1 = Add(dense1; Others = [\"input\"])", SpecPrinter.Print(spec));
    }

    [Fact]
    public void A_block_alone_emits_nothing_but_says_what_is_wrong_with_it()
    {
        Assert.Empty(GeneratorRun.From("using NetGen;\n[Block, Input(4), Dense(Units), Add(\"input\")] partial class Piece { const int Units = 4; }").GeneratedSources);
        var wrong = GeneratorRun.From("using NetGen;\n[Block, Input(4), Dense(4), Add(\"nobody\")] class Piece;");
        Assert.Equal("NG0007", Assert.Single(wrong.Diagnostics).Id);
        Assert.Empty(wrong.GeneratedSources);
    }

    [Fact]
    public void Two_insertions_can_share_their_weights() => Assert.Equal(
        """
        input = Input(Shape = [3, 8, 8])
        left.dense1 = Dense(input; Units = 5)
        left.relu1 = Relu(left.dense1)
        right.dense1 = Dense(input; Units = 5, WeightsOf = "left.dense1")
        right.relu1 = Relu(right.dense1)
        TripletLoss(left.relu1; Others = ["right.relu1", "right.relu1"])
        """,
        Print(
            """[Block<Tower>(Name = "left"), Block<Tower>(Name = "right", From = "input", WeightsOf = "left"), TripletLoss("right", "right", On = "left")]""",
            "[Block, Dense(5), Relu] class Tower;"));

    [Theory]
    [InlineData("\"Units = 2 + 3 * 4 - 6 / 4 % 5\"", "13")]
    [InlineData("\"Units = -(-3) + +4\"", "7")]
    [InlineData("\"Units = 1 << 4 | 3 & 2 ^ 1\"", "19")]
    [InlineData("\"Units = Wide ? 8 : 9\"", "9")]
    [InlineData("\"Units = !Wide && 2 >= 2 || Wide != Wide ? 8 : 9\"", "8")]
    [InlineData("\"Units = (int)(2.5 * 3.0f)\"", "7")]
    [InlineData("\"Units = (int)10L\"", "10")]
    [InlineData("\"Units = Width\"", "3")]
    [InlineData("\"Units = Net.Width * Facts.Two\"", "6")]
    [InlineData("\"Units = (int)Kind.Second\"", "5")]
    [InlineData("\"Units = 'b' - 'a'\"", "1")]
    [InlineData("\"Units = unchecked(4)\"", "4")]
    [InlineData("\"Mode = Kind.Second\"", "50")]
    [InlineData("\"Label = \\\"yes\\\"\"", "77")]
    [InlineData("\"Label = $\\\"{nameof(yes)}\\\"\"", "77")]
    [InlineData("\"Ratio = 3\"", "3")]
    public void Expressions_mean_what_they_mean_in_CSharp(string constants, string units) => Assert.Contains(
        $"Units = {units})",
        Print(
            $"[Block<Piece>({constants})]",
            """
            [Block, Dense(Label == "yes" ? 77 : Mode == Kind.Second ? 50 : Ratio != 1 ? (int)Ratio : checked(Units))]
            class Piece { const int Units = 1; const Kind Mode = Kind.First; const string Label = "no"; const float Ratio = 1; }
            enum Kind { First, Second = 5 }
            static class Facts { public const int Two = 2; }
            """),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Block<Piece>(\"Unit = 2\")", "The block cannot be inserted: Piece has no constant Unit; it has Units, Half")]
    [InlineData("Block<Piece>(\"Units = 2, Units = 3\")", "The block cannot be inserted: Units is given twice")]
    [InlineData("Block<Piece>(\"Units\")", "The block cannot be inserted: \"Units\" must consist of Name = value, separated by commas")]
    [InlineData("Block<Piece>(\"Units = \")", "The block cannot be inserted: \"Units = \" must consist of Name = value, separated by commas")]
    [InlineData("Block<Piece>(\"Units = 1.5\")", "The block cannot be inserted: Units is of type int, which 1.5 does not fit")]
    [InlineData("Block<Piece>(\"Units = Nowhere\")", "The block cannot be inserted: Units = Nowhere cannot be evaluated: it names no constant")]
    [InlineData("Block<Piece>(\"Units = int.MaxValue * Width\")", "The block cannot be inserted: Units = int.MaxValue * Width cannot be evaluated: it overflows")]
    [InlineData("Block<Piece>(\"Units = 3 / (Width - 3)\")", "The block cannot be inserted: Units = 3 / (Width - 3) cannot be evaluated: it divides by zero")]
    [InlineData("Block<Piece>(\"Units = new object()\")", "The block cannot be inserted: Units = new object() cannot be evaluated: it is none of the expressions that can be evaluated with other constants")]
    [InlineData("Block<Piece>(\"Units = 0\")", "'100 / Units' cannot be used as an argument: it divides by zero", "NG0009")]
    [InlineData("Block<Piece>(Repeat = 0)", "The block cannot be inserted: Repeat = 0 must be at least 1; to leave the block out, use When = false")]
    [InlineData("Block<Piece>(Repeat = 100000)", "The block cannot be inserted: it expands to more than 5000 copies of blocks")]
    [InlineData("Block<Piece>(\"\", \"input\")", "The block cannot be inserted: Piece has 1 input(s), one of which is the layer above, but 1 other value(s) are named")]
    [InlineData("Block<Loop>", "The block cannot be inserted: Loop contains itself: Loop in Loop in Net")]
    [InlineData("Block<string>", "The block cannot be inserted: String is declared in another assembly, where its attributes are not to be seen; declare it in this project")]
    [InlineData("Block<Plain>", "The block cannot be inserted: Plain is not a block; mark it [Block]")]
    [InlineData("Block<Generic<int>>", "The block cannot be inserted: Generic is generic; a block's parameters are its constants")]
    [InlineData("Block<int[]>", "The block cannot be inserted: int[] is not a class")]
    [InlineData("Block<Piece>(WeightsOf = \"relu1\")", "The block cannot be inserted: \"relu1\" is not an insertion of Piece, whose parameters could be used")]
    public void What_is_wrong_with_an_insertion_is_said_on_it(string attribute, string message, string id = "NG0010")
    {
        var run = GeneratorRun.From($$"""
            using NetGen;
            [Network, Input(3), Relu]
            [{{attribute}}]
            partial class Net { public const int Width = 3; }
            [Block, Dense(100 / Units)] class Piece { const int Units = 1, Half = Units / 2; }
            [Block, Block<Loop>] class Loop;
            class Plain;
            [Block, Relu] class Generic<T>;
            """);
        var found = Assert.Single(run.Diagnostics);
        Assert.Equal((id, message), (found.Id, found.GetMessage(null)));
        Assert.Equal(2, found.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void An_error_inside_of_a_block_stands_on_the_insertion_and_points_inside()
    {
        var run = GeneratorRun.From("using NetGen;\n[Network, Input(3)]\n[Block<Piece>(Repeat = 3)]\npartial class Net;\n[Block]\n[Relu, Add(\"nobody\")]\nclass Piece;");
        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("NG0007", found.Id);
        Assert.Equal(2, found.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal((5, 7), (Assert.Single(found.AdditionalLocations).GetLineSpan().StartLinePosition.Line, found.AdditionalLocations[0].GetLineSpan().StartLinePosition.Character));
    }

    private static string Print(string attributes, params string[] blocks)
    {
        var sources = blocks.Select(block => "using NetGen;\n" + block).Prepend($"using NetGen;\n[Network, Input(3, 8, 8)]\n{attributes}\npartial class Net {{ public const int Width = 3; const bool Wide = false; class yes; }}");
        return SpecPrinter.Print(GeneratorRun.From(sources.ToArray()).Specs.Single(spec => spec.Name == "Net"));
    }
}
