using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>What an attribute argument is worth, and that the way it is written does not matter.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("Dense(10)", "Units = 10")]
    [InlineData("Dense(units: 10)", "Units = 10")]
    [InlineData("DenseAttribute(10)", "Units = 10")]
    [InlineData("NetGen.Dense(10)", "Units = 10")]
    [InlineData("Dense(Ten)", "Units = 10")]
    [InlineData("Dense((int)Half * 20)", "Units = 0")]
    [InlineData("Dense((int)(Half * 20))", "Units = 10")]
    [InlineData("Dense(Other.Width + 'a' - 'a')", "Units = 7")]
    [InlineData("Dense(nameof(Other).Length)", null)]
    [InlineData("Dense(10, Bias = false)", "Bias = false, Units = 10")]
    [InlineData("Dense(10, Bias = Ten < 3 || !true)", "Bias = false, Units = 10")]
    [InlineData("Dense(10, WeightInitialization = Initialization.Orthogonal)", "Units = 10, WeightInitialization = 15")]
    [InlineData("Dense(10, WeightScale = 1)", "Units = 10, WeightScale = 1")]
    [InlineData("Conv2D(6, 5)", "Channels = 6, Kernel = [5]")]
    [InlineData("Conv2D(6, 3, 5)", "Channels = 6, Kernel = [3, 5]")]
    [InlineData("Conv2D(6, new[] { 3, 5 })", "Channels = 6, Kernel = [3, 5]")]
    [InlineData("Conv2D(6, new int[] { 3, Ten / 2 })", "Channels = 6, Kernel = [3, 5]")]
    [InlineData("Conv2D(6, [3, 5])", "Channels = 6, Kernel = [3, 5]")]
    [InlineData("Conv2D(kernel: new[] { 3, 5 }, channels: 6)", "Channels = 6, Kernel = [3, 5]")]
    [InlineData("Conv2D(6)", "Channels = 6")]
    [InlineData("Conv2D(6, 3, Strides = new[] { 2, 1 }, Padding = Dim.Same)", "Channels = 6, Kernel = [3], Padding = -1, Strides = [2, 1]")]
    [InlineData("Conv2D(6, 3, Strides = null)", "Channels = 6, Kernel = [3]")]
    [InlineData("LeakyRelu(Slope = 0.1f)", "Slope = 0.1")]
    [InlineData("LeakyRelu(Slope = 1 / 3f)", "Slope = 0.33333334")]
    [InlineData("LeakyRelu(Slope = 1e-30f)", "Slope = 1E-30")]
    [InlineData("Dropout", "")]
    [InlineData("Dropout(0.3f)", "Probability = 0.3")]
    [InlineData("Upsample(Scales = new float[] { 1.5f, 2 })", "Scales = [1.5, 2]")]
    [InlineData("Activation(\"x *\" + \" x\")", "Expression = \"x * x\"")]
    [InlineData("Activation($\"{nameof(Other)} * x\")", "Expression = \"Other * x\"")]
    public void Arguments_have_the_value_they_have_in_CSharp(string attribute, string? arguments)
    {
        var run = GeneratorRun.From($$"""
            using NetGen;
            [Network, Input(1, 8, 8), {{attribute}}]
            partial class Net { const int Ten = 10; const double Half = .5; }
            static class Other { public const int Width = 7; }
            """);
        // What the layer makes of its arguments (a dense layer over an image) is not the question here.
        Assert.DoesNotContain(run.Diagnostics, found => !found.Id.StartsWith("NG01", StringComparison.Ordinal) && found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        if (arguments is null)
        {
            Assert.Empty(run.Specs);
            return;
        }

        var layer = SpecPrinter.Print(Assert.Single(run.Specs)).Split('\n')[1];
        Assert.EndsWith(arguments.Length == 0 ? "(input)" : $"(input; {arguments})", layer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LeakyRelu(Slope = float.NaN)", "'float.NaN' cannot be used as an argument: it is not a finite number")]
    [InlineData("LeakyRelu(Slope = 1f / 0)", "'1f / 0' cannot be used as an argument: it is not a finite number")]
    [InlineData("Conv2D(6, new int[2])", "'new int[2]' cannot be used as an argument: it must list its elements")]
    public void Unusable_constants_are_named(string attribute, string message)
    {
        var found = Assert.Single(GeneratorRun.From($"using NetGen;\n[Network, Input(1, 8, 8)]\n[{attribute}]\npartial class Net;").Diagnostics);
        Assert.Equal(("NG0009", message), (found.Id, found.GetMessage(null)));
        Assert.Equal((2, 1), (found.Location.GetLineSpan().StartLinePosition.Line, found.Location.GetLineSpan().StartLinePosition.Character));
    }
}
