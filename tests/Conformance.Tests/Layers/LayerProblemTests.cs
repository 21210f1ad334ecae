using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Combinations no layer can compute are refused: on the layer, with both shapes or numbers and a way out.</summary>
public sealed class LayerProblemTests
{
    private static readonly (string Id, string Has, string Remedy, LayerSample Sample)[] Wrong =
    [
        ("NG0101", "[3, 8]", "[Reshape]", new("Conv2D", [[3, 8]], ("Channels", 4), ("Kernel", 3))),
        ("NG0101", "[3, 8, 8]", "[Reshape]", new("Conv3D", [[3, 8, 8]], ("Channels", 4), ("Kernel", 3))),
        ("NG0103", "[3, 4]", "smaller kernel", new("Conv1D", [[3, 4]], ("Channels", 4), ("Kernel", 3), ("Dilation", 2))),
        ("NG0102", "5 input channels", "divisor", new("Conv1D", [[5, 9]], ("Channels", 4), ("Kernel", 3), ("Groups", 2))),
        ("NG0105", "-3", "at least", new("Conv1D", [[5, 9]], ("Channels", 4), ("Kernel", 3), ("Padding", -3))),
        ("NG0105", "-2", "[Crop]", new("Conv1D", [[5, 9]], ("Channels", 4), ("Kernel", 3), ("Paddings", new[] { 1, -2 }))),
        ("NG0105", "not 3", "2 values", new("Conv2D", [[5, 9, 9]], ("Channels", 4), ("Kernel", 3), ("Strides", new[] { 1, 2, 1 }))),
        ("NG0105", "5 elements of padding", "at most 4", new("Conv1D", [[2, 5]], ("Channels", 4), ("Kernel", 3), ("Padding", 5), ("PaddingMode", 1))),
        ("NG0105", "0", "at least 1", new("DepthwiseConv2D", [[5, 9, 9]], ("Kernel", 3), ("Multiplier", 0))),
        ("NG0106", "2147483647", "more than", new("DepthwiseConv2D", [[5, 9, 9]], ("Kernel", 3), ("Multiplier", int.MaxValue))),
        ("NG0106", "4294967299", "at most", new("Conv1D", [[5, 5]], ("Channels", 4), ("Kernel", 3), ("Padding", int.MaxValue))),
        ("NG0105", "zeros only", "leave out PaddingMode", new("ConvTranspose2D", [[3, 4, 4]], ("Channels", 4), ("Kernel", 3), ("PaddingMode", 1))),
        ("NG0105", "OutputPadding is 2", "stride 2", new("ConvTranspose2D", [[3, 4, 4]], ("Channels", 4), ("Kernel", 3), ("Stride", 2), ("OutputPadding", 2))),
        ("NG0103", "[3, 2]", "less padding", new("ConvTranspose1D", [[3, 2]], ("Channels", 4), ("Kernel", 1), ("Padding", 1))),
        ("NG0105", "half of the window 2", "at most 1", new("MaxPool1D", [[3, 8]], ("Kernel", 2), ("Padding", 2))),
        ("NG0105", "Power is 0", "other than 0", new("LpPool1D", [[3, 8]], ("Kernel", 2), ("Power", 0))),
        ("NG0105", "no padding", "[Pad]", new("LpPool1D", [[3, 8]], ("Kernel", 2), ("Power", 2), ("Padding", 1))),
        ("NG0105", "Size is 0", "at least 1", new("AdaptiveAvgPool2D", [[3, 8, 8]], ("Size", 0))),
        ("NG0105", "0", "4, 2, 1", new("SpatialPyramidPool", [[3, 8, 8]], ("Bins", new[] { 2, 0 }))),
        ("NG0101", "[7]", "remove it", new("GlobalMaxPool", [[7]])),
        ("NG0101", "[3, 5, 6]", "[5, 5]", new("LayerNorm", [[3, 5, 6]], ("Shape", new[] { 5, 5 }))),
        ("NG0105", "-1", "not be negative", new("RmsNorm", [[5]], ("Epsilon", -1))),
        ("NG0102", "[6, 2]", "divisor of 6", new("GroupNorm", [[6, 2]], ("Groups", 4))),
        ("NG0101", "[6]", "[LayerNorm]", new("InstanceNorm", [[6]])),
        ("NG0101", "[6]", "[Flatten]", new("LocalResponseNorm", [[6]], ("Size", 3))),
        ("NG0102", "[7, 2]", "multiple of 2", new("Maxout", [[7, 2]], ("Pieces", 2))),
        ("NG0102", "[7]", "even", new("Glu", [[7]])),
        ("NG0105", "Axis is 2", "from -1 to 0", new("LogSoftmax", [[7]], ("Axis", 2))),
        ("NG0105", "Temperature is 0", "positive", new("Softmax", [[7]], ("Temperature", 0))),
        ("NG0105", "Lower is 0.5", "at most Upper", new("RRelu", [[7]], ("Lower", 0.5))),
        ("NG0102", "[6, 2, 2]", "multiple of 4", new("PixelShuffle", [[6, 2, 2]], ("Factor", 2))),
        ("NG0102", "[6, 3, 2]", "multiples of 2", new("PixelUnshuffle", [[6, 3, 2]], ("Factor", 2))),
        ("NG0102", "[6, 3, 2]", "divide", new("ChannelShuffle", [[6, 3, 2]], ("Groups", 4))),
        ("NG0105", "AlignCorners", "leave it out", new("Upsample", [[6, 3]], ("AlignCorners", true))),
        ("NG0105", "0.2", "greater", new("Upsample", [[6, 3]], ("Scale", 0.2))),
        ("NG0105", "[6, 3, 3]", "give one number or 2", new("Upsample", [[6, 3, 3]], ("Scales", new[] { 1.0, 2, 2 }))),
        ("NG0105", "3 amounts", "begin and end", new("Pad", [[6, 3]], ("Amounts", new[] { 1, 2, 3 }))),
        ("NG0105", "negative", "[Crop]", new("Pad", [[6, 3]], ("Amounts", new[] { 1, -2 }))),
        ("NG0105", "3 elements of padding", "at most 2", new("Pad", [[6, 3]], ("Amounts", new[] { 3, 0 }), ("Mode", 1))),
        ("NG0105", "Value", "leave it", new("Pad", [[6, 3]], ("Amounts", new[] { 1, 0 }), ("Mode", 1), ("Value", 2))),
        ("NG0103", "[6, 3]", "at least one", new("Crop", [[6, 3]], ("Amounts", new[] { 2, 1 }))),
        ("NG0105", "[6, 3]", "before End", new("Slice", [[6, 3]], ("Axis", 0), ("Start", 4), ("End", 4))),
        ("NG0105", "[6, 3]", "0, 1", new("Permute", [[6, 3]], ("Axes", new[] { 1, 1 }))),
        ("NG0104", "[5, 2]", "inner extents", new("MatMul", [[3, 4], [5, 2]])),
        ("NG0104", "[3, 4, 2]", "equal or 1", new("MatMul", [[2, 3, 4], [3, 4, 2]])),
        ("NG0101", "[3, 4]", "[Flatten]", new("Bilinear", [[3, 4], [5]], ("Units", 2))),
        ("NG0104", "another value", "name a layer", new("Add", [[3, 4]])),
        ("NG0101", "[5]", "[Dropout]", new("SpatialDropout", [[5]])),
        ("NG0105", "1.5", "less than 1", new("SpatialDropout", [[5, 2]], ("Probability", 1.5))),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Wrong.Length)];

    [Theory, MemberData(nameof(Cases))]
    public void Impossible_uses_are_refused_with_the_reason_and_a_remedy(int number)
    {
        var (id, has, remedy, sample) = Wrong[number];
        foreach (var mode in new[] { GraphMode.Inference, GraphMode.Training })
        {
            var problems = new List<Problem>();
            Assert.Null(GraphBuilder.Build(OnInputs(sample).ToSpec("Sample"), mode, withLoss: false, problems));
            var problem = Assert.Single(problems);
            Assert.Equal(id, problem.Id);
            Assert.Contains(has, problem.Arguments[0], StringComparison.Ordinal);
            Assert.Contains(remedy, problem.Arguments[0], StringComparison.Ordinal);
            Assert.Equal(sample.Shapes.Length, problem.Position);
        }
    }

    [Theory]
    [InlineData("Conv1D", 8, true, "a Conv1D")]
    [InlineData("Dense", 4, true, "[4, 8]")]
    [InlineData("Dense", 8, false, "has none")]
    public void Weights_are_shared_only_between_layers_of_one_kind_and_shape(string kind, int units, bool bias, string has)
    {
        var first = new Declaration().Input(kind == "Dense" ? [8] : [8, 3]);
        if (kind == "Dense") first.Layer(kind, "first", null, ("Units", 8), ("Bias", bias));
        else first.Layer(kind, "first", null, ("Channels", 8), ("Kernel", 1)).Layer("Flatten");
        var problems = new List<Problem>();
        Assert.Null(GraphBuilder.Build(first.Layer("Dense", "second", null, ("Units", units), ("WeightsOf", "first")).ToSpec("Sample"), GraphMode.Inference, withLoss: false, problems));
        var problem = Assert.Single(problems);
        Assert.Equal("NG0111", problem.Id);
        Assert.Contains(has, problem.Arguments[0], StringComparison.Ordinal);
    }

    private static Declaration OnInputs(LayerSample sample)
    {
        var declaration = new Declaration();
        for (var i = 0; i < sample.Shapes.Length; i++) declaration.Input(sample.Shapes[i], $"x{i}");
        string[] others = [.. Enumerable.Range(1, sample.Shapes.Length - 1).Select(i => $"x{i}")];
        return declaration.Layer(sample.Kind, "layer", "x0", others.Length == 0 ? sample.Arguments : [.. sample.Arguments, ("Others", others)]);
    }
}
