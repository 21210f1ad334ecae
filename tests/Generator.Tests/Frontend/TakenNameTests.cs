using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Frontend;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>Names and forms of classes, and settings of projects, that emitted code cannot live with, and their neighbours that it can.</summary>
public sealed class TakenNameTests
{
    private const string Net = "using NetGen;\n[Network(Targets = Targets.Portable), Input(4), Dense(3), CrossEntropyLoss]\n";

    [Fact]
    public void Every_member_that_is_emitted_is_a_taken_name()
    {
        var run = GeneratorRun.From([.. SampleNetworks.All.Select(n => n.Source)]);
        foreach (var file in run.GeneratedSources)
        {
            var network = file.SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First();
            foreach (var member in network.Members)
            {
                IEnumerable<string> names = member switch
                {
                    BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
                    // An explicitly implemented member hides nothing.
                    MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } or PropertyDeclarationSyntax { ExplicitInterfaceSpecifier: not null } => [],
                    MethodDeclarationSyntax method => [method.Identifier.ValueText],
                    PropertyDeclarationSyntax property => [property.Identifier.ValueText],
                    FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
                    _ => [],
                };
                Assert.All(names, name => Assert.True(TakenNames.Contains(name, isSequence: file.HintName.StartsWith("Sampled.Recurrent", StringComparison.Ordinal)), $"{name} of {file.HintName} is not among the taken names"));
            }
        }
    }

    [Theory]
    [InlineData("public sealed partial class Net { public int Parameters; }")]
    [InlineData("public sealed partial class Net { public Net(int size) { } }")]
    [InlineData("public sealed partial class Net(string label) { public string Label => label; }")]
    [InlineData("public sealed partial class Net { public void Save(string file) { } }")]
    [InlineData("public sealed partial class Net { public class Workspace; }")]
    [InlineData("public sealed partial class Net { private int __v; }")]
    [InlineData("public sealed partial class Net { private static class __neon64 { } }")]
    [InlineData("sealed partial class Other; partial class Host<__u> { [Network, Input(4), Dense(3)] public sealed partial class Net; }")]
    [InlineData("public sealed partial class Forward;")]
    [InlineData("sealed partial class Other; partial class Host<Workspace> { [Network, Input(4), Dense(3)] public sealed partial class Net; }")]
    [InlineData("sealed partial class Other; partial class Host<TSink> { public partial struct Inner { [Network, Input(4), Dense(3)] public sealed partial class Net; } }")]
    public void Is_taken(string declaration) => Assert.Equal("NG0012", Assert.Single(Errors(Net + declaration)).Id);

    [Theory]
    [InlineData("public class Base(int size) { public int Size => size; } [Network, Input(4), Dense(3)] public sealed partial class Net : Base;")]
    [InlineData("[Network, Input(4), Dense(3)] public sealed partial class Net { public required int Size { get; set; } }")]
    public void Is_unsupported(string declaration) => Assert.Equal("NG0005", Assert.Single(Errors("using NetGen;\n" + declaration), d => d.Id.StartsWith("NG", StringComparison.Ordinal)).Id);

    [Theory]
    [InlineData("public sealed partial class Net { public int Forward(string text) => text.Length; public Net(string text) : this(text.Length) { } }")]
    [InlineData("public sealed partial class Net { public Net() : this(1) { } static Net() { } ~Net() { } }")]
    [InlineData("public sealed partial class Net { public static bool Fast => System.Runtime.Intrinsics.X86.Avx2.IsSupported; public class Avx2 { } }")]
    [InlineData("public partial class Net : System.IDisposable { public void Dispose() { } }")]
    [InlineData("sealed partial class Other; public partial interface IHost<T, U> where T : class { [Network, Input(4), Dense(3), CrossEntropyLoss] public sealed partial class Net; }")]
    [InlineData("sealed partial class Other; partial struct Host<T> { [Network, Input(4), Dense(3)] public sealed partial class Net; } partial struct Host<T, U> { [Network, Input(4), Dense(3)] public sealed partial class Net; } partial struct Host { [Network, Input(4), Dense(3)] public sealed partial class Net; }")]
    [InlineData("partial class Net { private int nameof(int x) => x; public static int Math; }")]
    public void Compiles(string declaration) => Assert.Empty(Errors(Net + declaration));

    [Theory]
    [InlineData("Block<B>(Name = \"b\"), Dense(3, Name = \"bDense1\")")]
    [InlineData("Block<B>(Name = \"b\", Repeat = 11), Block<B>(Name = \"b1\", Repeat = 2)")]
    [InlineData("Dense(3, Name = \"layers\"), Dense(3, Name = \"facts\"), Dense(3, Name = \"equals\"), Dense(3, Name = \"toString\")")]
    public void Layers_have_a_member_each(string layers) =>
        Assert.Empty(Errors($"using NetGen;\n[Network(Targets = Targets.Portable), Input(4), {layers}] public sealed partial class Net;\n[Block, Dense(4)] partial class B;"));

    [Theory]
    [InlineData("Output(Name = \"m\\npublic static int Injected = 1; //\")", "NG0105")]
    [InlineData("Output(Name = \"<\")", "NG0105")]
    [InlineData("Output(Name = \"\")", "NG0105")]
    [InlineData("Output(Name = \"a\"), Dense(2), Output(Name = \"A\")", "NG0006")]
    public void An_output_has_a_name_of_its_own(string attributes, string id) =>
        Assert.Equal(id, Assert.Single(Errors($"using NetGen;\n[Network, Input(4), Dense(3), {attributes}] public sealed partial class Net;")).Id);

    [Fact]
    public void File_names_differ_where_names_differ_in_case_or_by_a_target()
    {
        const string network = "[NetGen.Network, NetGen.Input(4), NetGen.Dense(2)] public sealed partial class";
        var run = GeneratorRun.From($"{network} Net; {network} net; namespace net_ {{ {network} Avx2; }}", $"namespace NET_ {{ {network} AVX2; }} {network} Net_; namespace Deep.Net {{ {network} Portable; }} namespace deep {{ {network} net; }}");
        Assert.Null(run.Fault);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Equal(7 * 5, run.GeneratedSources.Select(f => f.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10, false)]
    [InlineData(LanguageVersion.CSharp11, false)]
    [InlineData(LanguageVersion.CSharp12, false)]
    [InlineData(LanguageVersion.CSharp13, true)]
    [InlineData(LanguageVersion.Latest, true)]
    [InlineData(LanguageVersion.Preview, true)]
    public void An_old_language_is_said_once(LanguageVersion version, bool isEnough)
    {
        var parsing = GeneratorRun.ParseOptions.WithLanguageVersion(version);
        var run = GeneratorRun.From(parsing, GeneratorRun.Options, ReferenceAssemblies.All, "using NetGen;\n[Network, Input(4), Dense(3), CrossEntropyLoss] public sealed partial class Net { }");
        Assert.Equal(isEnough ? [] : ["NG0013"], run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
        Assert.Equal(isEnough, !run.GeneratedSources.IsEmpty);
        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData(true, NullableContextOptions.Enable)]
    [InlineData(true, NullableContextOptions.Disable)]
    [InlineData(false, NullableContextOptions.Warnings)]
    public void There_is_no_warning_under_strict_settings(bool isChecked, NullableContextOptions nullable)
    {
        var options = GeneratorRun.Options.WithOverflowChecks(isChecked).WithNullableContextOptions(nullable).WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error);
        const string source = """
            namespace A;
            /// <summary>A network.</summary>
            [NetGen.Network(Targets = NetGen.Targets.Portable), NetGen.Input(4), NetGen.Dense(3), NetGen.Dropout(0.5f), NetGen.CrossEntropyLoss(IgnoreIndex = -1)]
            public sealed partial class Net;

            /// <summary>Networks by key.</summary>
            /// <typeparam name="T">The key.</typeparam>
            public partial class Host<T>
            {
                [NetGen.Network, NetGen.Input(4, Name = "left"), NetGen.Input(3, Name = "right"), NetGen.Concat("left"), NetGen.BatchNorm, NetGen.Dense(3), NetGen.Output(Name = "scores"), NetGen.MeanSquaredErrorLoss]
                public sealed partial class Undocumented;
            }
            """;
        var run = GeneratorRun.From(GeneratorRun.ParseOptions, options, ReferenceAssemblies.All, [source, .. SampleNetworks.All.Select(n => n.Source)]);
        Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
    }

    private static IEnumerable<Diagnostic> Errors(string source)
    {
        var run = GeneratorRun.From(source);
        Assert.Null(run.Fault);
        var found = run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return found.Count > 0 ? found : run.CompilerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);
    }
}
