using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>
/// Every option of the attributes that are not layers changes what is emitted, or yields a diagnostic, for one declaration of a table; an option without a
/// line fails. (Arguments of layers and losses are held to the same by the graphs they give.)
/// </summary>
public sealed class NetworkOptionTests
{
    private const string Mlp = "[Input(784)][Dense(128), Relu, Dense(10)][CrossEntropyLoss]";

    private const string Picture = "[Input(16, 28, 28)][Conv2D(16, 3, Padding = 1), Relu]";

    private const string Piece = "[Block, Dense(Units), Relu] class Piece { const int Units = 3; }";

    // Attribute and option; a declaration without it and with it.
    private static readonly (string Option, string Without, string With)[] Table =
    [
        ("Network.Targets", "[Network]" + Mlp, "[Network(Targets = Targets.Portable)]" + Mlp),
        ("Network.Unroll", "[Network]" + Mlp, "[Network(Unroll = Unroll.Full)]" + Mlp),
        ("Network.Unroll", "[Network]" + Mlp, "[Network(Unroll = Unroll.None)]" + Mlp),
        ("Network.Weights", "[Network]" + Mlp, "[Network(Weights = WeightFormat.BFloat16)]" + Mlp),
        ("Network.Strict", "[Network]" + Picture, "[Network(Strict = true)]" + Picture),
        ("Network.Training", "[Network]" + Mlp, "[Network(Training = TrainingMode.Off)]" + Mlp),
        ("Network.Training", "[Network]" + Picture, "[Network(Training = TrainingMode.On)]" + Picture),
        ("Network.Dump", "[Network]" + Mlp, "[Network(Dump = true)]" + Mlp),
        ("Budget.MaxParameters", "[Network]" + Mlp, "[Network]" + Mlp + "[Budget(MaxParameters = 1)]"),
        ("Budget.MaxFlops", "[Network]" + Mlp, "[Network]" + Mlp + "[Budget(MaxFlops = 1)]"),
        ("Budget.MaxWorkspaceBytes", "[Network]" + Mlp, "[Network]" + Mlp + "[Budget(MaxWorkspaceBytes = 1)]"),
        ("Budget.MaxWeightBytes", "[Network]" + Mlp, "[Network]" + Mlp + "[Budget(MaxWeightBytes = 1)]"),
        ("Input.Shape", "[Network][Input(4)][Relu]", "[Network][Input(5)][Relu]"),
        ("Input.Steps", "[Network][Input(4)][Relu]", "[Network][Input(4, Steps = 9)][Relu]"),
        ("Input.Name", "[Network][Input(4)][Relu]", "[Network][Input(4, Name = \"pixels\")][Relu]"),
        ("Output.From", "[Network][Input(4)][Relu, Tanh][Output]", "[Network][Input(4)][Relu, Tanh][Output(\"relu1\")]"),
        ("Output.Name", "[Network][Input(4)][Relu][Output]", "[Network][Input(4)][Relu][Output(Name = \"scores\")]"),
        ("Block.Constants", "[Network][Input(4)][Block<Piece>]", "[Network][Input(4)][Block<Piece>(\"Units = 5\")]"),
        ("Block.Others", "[Network][Input(4)][Block<Two>]", "[Network][Input(4)][Block<Two>(\"\", \"input\")]"),
        ("Block.Repeat", "[Network][Input(4)][Block<Piece>]", "[Network][Input(4)][Block<Piece>(Repeat = 2)]"),
        ("Block.WeightsOf", "[Network][Input(3)][Block<Piece>(Name = \"a\"), Block<Piece>]", "[Network][Input(3)][Block<Piece>(Name = \"a\"), Block<Piece>(WeightsOf = \"a\")]"),
        ("Layer.Name", "[Network][Input(4)][Relu]", "[Network][Input(4)][Relu(Name = \"first\")]"),
        ("Layer.From", "[Network][Input(4)][Relu, Tanh][Output(\"relu1\"), Output(\"tanh1\")]", "[Network][Input(4)][Relu, Tanh(From = \"input\")][Output(\"relu1\"), Output(\"tanh1\")]"),
        ("Layer.When", "[Network][Input(4)][Relu, Tanh]", "[Network][Input(4)][Relu, Tanh(When = false)]"),
        ("ParameterLayer.WeightInitialization", "[Network][Input(4)][Dense(3)]", "[Network][Input(4)][Dense(3, WeightInitialization = Initialization.Zeros)]"),
        ("ParameterLayer.WeightScale", Initialized("Weight", ""), Initialized("Weight", ", WeightScale = 0.5f")),
        ("ParameterLayer.BiasInitialization", "[Network][Input(4)][Dense(3)]", "[Network][Input(4)][Dense(3, BiasInitialization = Initialization.Zeros)]"),
        ("ParameterLayer.BiasScale", Initialized("Bias", ""), Initialized("Bias", ", BiasScale = 0.5f")),
        ("ParameterLayer.WeightsOf", "[Network][Input(4)][Dense(4), Dense(4)]", "[Network][Input(4)][Dense(4), Dense(4, WeightsOf = \"dense1\")]"),
        ("Loss.On", "[Network][Input(4)][Dense(3), Tanh][MeanSquaredErrorLoss]", "[Network][Input(4)][Dense(3), Tanh][MeanSquaredErrorLoss(On = \"dense1\")]"),
        ("Loss.Weight", "[Network][Input(4)][Dense(3)][MeanSquaredErrorLoss]", "[Network][Input(4)][Dense(3)][MeanSquaredErrorLoss(Weight = 2)]"),
        ("Loss.Reduction", "[Network][Input(4)][Dense(3)][MeanSquaredErrorLoss]", "[Network][Input(4)][Dense(3)][MeanSquaredErrorLoss(Reduction = Reduction.Sum)]"),
    ];

    /// <summary>Every option of an attribute that is no layer and no loss, and of the bases of those.</summary>
    private static IEnumerable<string> Options => typeof(NetworkAttribute).Assembly.GetExportedTypes()
        .Where(type => type.IsSubclassOf(typeof(Attribute)))
        .Where(type => type == typeof(LayerAttribute) || type == typeof(LossAttribute) || type == typeof(ParameterLayerAttribute) || type.Namespace == "NetGen" && (type == typeof(BlockAttribute<>)
            || !typeof(LayerAttribute).IsAssignableFrom(type) && !typeof(LossAttribute).IsAssignableFrom(type)))
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly), (type, property) => $"{type.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal)}.{property.Name}")
        .Distinct();

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    [Fact]
    public void Every_option_has_a_line() => Assert.Equal(Options.Order(StringComparer.Ordinal), Table.Select(row => row.Option).Distinct().Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Rows))]
    public void No_option_is_ignored(int row) => Assert.NotEqual(Result(Table[row].Without), Result(Table[row].With));

    // What a layer has no use for is said, on its attribute.
    [Theory]
    [InlineData("[Input(4)][Dense(3, Bias = false, BiasInitialization = Initialization.Zeros)]", "BiasInitialization")]
    [InlineData("[Input(4)][Embedding(5, 6, BiasInitialization = Initialization.Zeros, BiasScale = 2)]", "BiasInitialization and BiasScale")]
    [InlineData("[Input(4)][RmsNorm(BiasScale = 2)]", "BiasScale")]
    [InlineData("[Input(3, 8, 8)][Conv2D(4, 3, Stride = 3, Strides = new[] { 1, 2 })]", "Stride")]
    [InlineData("[Input(4, 4)][PositionalEncoding(WeightInitialization = Initialization.Zeros)]", "WeightInitialization")]
    public void An_argument_nobody_looks_at_is_warned_of(string declaration, string arguments)
    {
        var found = Assert.Single(Run("[Network]" + declaration).Diagnostics, found => found.Severity > DiagnosticSeverity.Info);
        Assert.Equal("NG0203", found.Id);
        Assert.Contains($" does not look at {arguments}, ", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Input(4)][Dense(3), BatchNorm(Momentum = 0.2f), Dropout(0.3f)]")]
    [InlineData("[Input(4)][Block<Plain>(\"HasBias = false\")]")]
    public void An_argument_that_matters_elsewhere_is_not(string declaration) =>
        Assert.DoesNotContain(Run("[Network]" + declaration).Diagnostics, found => found.Severity > DiagnosticSeverity.Info);

    [Theory]
    [InlineData(Platform.AnyCpu, "", "AdvSimd Avx2 Avx512 Portable")]
    [InlineData(Platform.X64, "", "Avx2 Avx512 Portable")]
    [InlineData(Platform.X86, "", "Avx2 Avx512 Portable")]
    [InlineData(Platform.Arm64, "", "AdvSimd Portable")]
    [InlineData(Platform.Arm, "", "Portable")]
    [InlineData(Platform.X64, "(Targets = Targets.All)", "AdvSimd Avx2 Avx512 Portable")]
    [InlineData(Platform.X64, "(Targets = Targets.AdvSimd)", "AdvSimd Portable")]
    public void A_project_for_some_processors_gets_their_instruction_sets(Platform platform, string options, string expected)
    {
        var run = GeneratorRun.From(GeneratorRun.ParseOptions, GeneratorRun.Options.WithPlatform(platform), ReferenceAssemblies.All, $"using NetGen; [Network{options}, Input(4), Dense(3)] public sealed partial class Net;");
        Assert.Equal(expected, string.Join(" ", run.GeneratedSources.Select(f => f.HintName.Split('.')).Where(n => n.Length == 4).Select(n => n[1])));
        Assert.Equal(expected.Split(' ').Length < 4, run.Text("Net.g.cs").Contains("// Not emitted", StringComparison.Ordinal));
        Assert.Empty(run.CompilerDiagnostics);
    }

    private static string Initialized(string role, string scale) => $"[Network][Input(4)][Dense(3, {role}Initialization = Initialization.Uniform{scale})]";

    private static GeneratorRun Run(string declaration) => GeneratorRun.From($$"""
        using NetGen;
        {{declaration}} public sealed partial class Net;
        {{Piece}}
        [Block, Input(4), Input(4, Name = "b"), Add("b", From = "input")] class Two;
        [Block, Dense(3, Bias = HasBias, BiasInitialization = Initialization.Zeros)] class Plain { const bool HasBias = true; }
        """);

    private static string Result(string declaration)
    {
        var run = Run(declaration);
        Assert.Null(run.Fault);
        return string.Join("\n", run.GeneratedSources.Select(file => file.SourceText.ToString())) + string.Join("\n", run.Diagnostics.Where(found => found.Severity > DiagnosticSeverity.Info));
    }
}
