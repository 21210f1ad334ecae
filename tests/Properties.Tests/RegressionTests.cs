using Microsoft.CodeAnalysis;
using NetGen.Testing;

namespace NetGen.Properties;

/// <summary>Declarations that random search once found to be compiled wrongly, each the simplest of its kind.</summary>
public sealed class RegressionTests
{
    // The divisor of a mean whose window sticks out depends on its position; as the epilogue of the gradient's contraction it had none to ask for.
    [Theory]
    [InlineData("[Input(1, 11, 1), Conv2D(1, 3, Padding = 1), AvgPool2D(2, 1, CeilMode = true, Stride = 3), Conv2D(1, 3, Padding = 1), MeanSquaredErrorLoss]")]

    // The fourth operand of an epilogue was called as the loop over groups is.
    [InlineData("""
        [Input(2, 15, 8), FlattenedConv2D(4, 1, Dilation = 2, Strides = new[] { 1, 2 })]
        [DepthwiseConv2D(3, Multiplier = 2, Padding = -1, Strides = new[] { 3, 1 }), ChannelShuffle(2, Name = "shuffled")]
        [PRelu(From = "flattenedconv2d1", Name = "bent"), Concat("flattenedconv2d1", "bent", Axis = -3, Name = "both")]
        [Output("shuffled"), Output("both"), MeanSquaredErrorLoss(On = "both")]
        [Flatten(From = "shuffled"), Dense(7, Name = "last"), MeanSquaredErrorLoss(On = "last")]
        """)]
    public void Accepted(string attributes)
    {
        var run = Run(attributes);
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity > DiagnosticSeverity.Info);
        Assert.DoesNotContain(run.CompilerDiagnostics, d => d.Severity == DiagnosticSeverity.Error);
    }

    // Each tensor can be counted, all of a training step's together cannot.
    [Theory]
    [InlineData("[Input(1, 6, 6)]\n[ConvTranspose2D(2, 1, 1, Strides = new[] { 1_000_003, 2 }), MeanSquaredErrorLoss]", "NG0106", 3)]
    public void Refused(string attributes, string id, int line)
    {
        var found = Assert.Single(Run(attributes).Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal((id, line), (found.Id, found.Location.GetLineSpan().StartLinePosition.Line));
    }

    private static GeneratorRun Run(string attributes)
    {
        var run = GeneratorRun.From($"using NetGen;\n[Network]\n{attributes}\npublic partial class Found;\n");
        Assert.Null(run.Fault);
        return run;
    }
}
