using System.Text.RegularExpressions;
using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Whole networks, trained for some steps; shapes come from the parameters, strides and paddings from PyTorch's description.</summary>
internal static partial class NetworkCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("network_mlp", g => Network(g, Dense(g, "l1"), new("Relu"), Dense(g, "l2"), new("Tanh"), Dense(g, "l3"))),
        ("network_cnn", Convolutional),
        ("network_cnn_bn", Convolutional),
    ];

    private static GoldenDeclaration Convolutional(GoldenFile golden)
    {
        var hasNorm = golden.Tensors.ContainsKey("param.b1.weight");
        AttributeText[] norm = hasNorm ? [new AttributeText("BatchNorm").With("Name", "b1")] : [];
        var network = Network(
            golden, [Convolution(golden, "c1"), .. norm, new("Relu"), new AttributeText("MaxPool2D").Args(2), Convolution(golden, "c2"), new("Relu"), new("GlobalAvgPool"), Dense(golden, "fc")]);
        return network with { Training = hasNorm };
    }

    private static GoldenDeclaration Network(GoldenFile golden, params AttributeText[] layers) => new([GoldenSource.Batched(golden, "x")], layers)
    {
        Parameters = golden.Under("param.").ToDictionary(p => p.Name, p => p.Name, StringComparer.Ordinal),
        Loss = new AttributeText("CrossEntropyLoss"),
        LossTargets = golden["in.target"].Values,
        IsTrained = true,
    };

    private static AttributeText Dense(GoldenFile golden, string name) =>
        Bias(golden, name, new AttributeText("Dense").Args(golden[$"param.{name}.weight"].Shape[0]).With("Name", name));

    private static AttributeText Convolution(GoldenFile golden, string name)
    {
        var shape = golden[$"param.{name}.weight"].Shape;
        var layer = new AttributeText("Conv2D").Args(shape[0], shape[2], shape[3]).With("Name", name);
        var description = Regex.Match(golden.Attributes.Text("arch"), $@"\({name}\): Conv2d\((.*?)\)  ").Groups[1].Value;
        foreach (Match option in Option().Matches(description))
        {
            var property = option.Groups[1].Value == "stride" ? "Stride" : "Padding";
            layer.PerAxis(property, [int.Parse(option.Groups[2].ValueSpan), int.Parse(option.Groups[3].ValueSpan)]);
        }

        return Bias(golden, name, layer);
    }

    private static AttributeText Bias(GoldenFile golden, string name, AttributeText layer) => golden.Tensors.ContainsKey($"param.{name}.bias") ? layer : layer.With("Bias", false);

    [GeneratedRegex(@"(stride|padding)=\((\d+), (\d+)\)")]
    private static partial Regex Option();
}
