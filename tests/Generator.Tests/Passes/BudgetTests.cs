using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Passes;

/// <summary>A budget limits what the constants of the class say, to the byte, and names the layers that take most of just that.</summary>
public sealed class BudgetTests
{
    private static readonly (string Limit, string Constant, int Bytes)[] Quantities =
    [
        ("MaxParameters", "ParameterCount", 1), ("MaxFlops", "ForwardFlops", 1), ("MaxWeightBytes", "ParameterLength", sizeof(float)), ("MaxWorkspaceBytes", "WorkspaceLength", sizeof(float)),
    ];

    private static readonly string[] Declarations =
    [
        "[Network][Input(64, 28, 28)][Conv2D(64, 3, Padding = 1)]",
        "[Network][Input(1, 28, 28)][Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)][Conv2D(16, 5), Tanh, AvgPool2D(2)][Flatten, Dense(10)]",
        "[Network(Weights = WeightFormat.BFloat16)][Input(784)][Dense(128), Relu, Dense(10)]",
        "[Network][Input(3, 9, 9)][Conv2D(5, 3), BatchNorm, Relu, GlobalAvgPool, Flatten, Dense(7)][ProxyNcaLoss(4)]",
        "[Network(Strict = true)][Input(20, 3)][Dense(5), LayerNorm, Flatten, Dense(300, Bias = false)]",
    ];

    public static TheoryData<string, string> Limits
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var declaration in Declarations)
                foreach (var (limit, _, _) in Quantities) data.Add(declaration, limit);
            return data;
        }
    }

    [Theory, MemberData(nameof(Limits))]
    public void A_budget_is_exceeded_by_one_more_than_the_constant_says(string declaration, string limit)
    {
        var (_, constant, bytes) = Quantities.Single(q => q.Limit == limit);
        var exact = bytes * Constant(Run(declaration, ""), constant);
        Assert.DoesNotContain(Run(declaration, $"[Budget({limit} = {exact})]").Diagnostics, found => found.Id == "NG0301");
        var found = Assert.Single(Run(declaration, $"[Budget({limit} = {exact - 1})]").Diagnostics, found => found.Id == "NG0301");
        Assert.Equal(3, found.Location.GetLineSpan().StartLinePosition.Line + 1);
        Assert.Contains($" has {exact.ToString("#,0", CultureInfo.InvariantCulture)} ", Message(found), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_says_the_workspace_that_is_compared()
    {
        var run = Run(Declarations[0], "");
        var bytes = (sizeof(float) * Constant(run, "WorkspaceLength")).ToString("#,0", CultureInfo.InvariantCulture);
        Assert.Contains($" {bytes} bytes of workspace", Message(run.Diagnostics.Single(found => found.Id == "NG0900")), StringComparison.Ordinal);
    }

    // Of the parameters the last dense layer takes most, of the multiplications the second convolution.
    [Theory]
    [InlineData("MaxParameters", "dense1 4,010, conv2d2 2,416, conv2d1 156")]
    [InlineData("MaxFlops", "conv2d2 480,000, conv2d1 235,200, dense1 8,000")]
    public void The_layers_named_are_those_that_take_most_of_what_is_limited(string limit, string layers) =>
        Assert.EndsWith($"the costliest layers are {layers}", Message(Run(Declarations[1], $"[Budget({limit} = 1)]").Diagnostics.Single(found => found.Id == "NG0301")), StringComparison.Ordinal);

    [Fact]
    public void Transformed_filters_are_named_when_they_fill_the_workspace() =>
        Assert.Contains("the costliest layers are conv2d1 ", Message(Run(Declarations[0], "[Budget(MaxWorkspaceBytes = 250_000)]").Diagnostics.Single(found => found.Id == "NG0301")), StringComparison.Ordinal);

    private static GeneratorRun Run(string declaration, string budget) => GeneratorRun.From($"using NetGen;\n{declaration}\n{budget}\npublic sealed partial class Net;");

    private static string Message(Diagnostic found) => found.GetMessage(CultureInfo.InvariantCulture);

    private static long Constant(GeneratorRun run, string name) =>
        long.Parse(Regex.Match(run.Text("Net.g.cs"), $@"public const \w+ {name} = (\d+);").Groups[1].Value, CultureInfo.InvariantCulture);
}
