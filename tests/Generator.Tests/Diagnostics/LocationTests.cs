using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic stands on the line its marker is on, and nothing else is reported.</summary>
public sealed class LocationTests
{
    [Theory]
    [InlineData("""
        [Network]
        [Input(4), Dense(3)]
        class Net; // NG0001
        """)]
    [InlineData("""
        class Outer // NG0001
        {
            [Network, Input(4), Dense(3)]
            partial class Net;
        }
        """)]
    [InlineData("""
        [Dense(3)] // NG0002
        [CrossEntropyLoss]
        partial class Net;
        [Network, Input(4)]
        [Dense(4)]
        partial class Net;
        [Budget(MaxFlops = 3)] // NG0002
        partial class Net;
        """)]
    [InlineData("""
        [Network]
        partial class Net; // NG0003 NG0004
        """)]
    [InlineData("[Network, Input(4), Dense(3)] partial struct Net; // NG0005", "CS0592")]
    [InlineData("[Network, Input(4), Dense(3)] partial record Net; // NG0005")]
    [InlineData("[Network, Input(4), Dense(3)] static partial class Net; // NG0005")]
    [InlineData("[Network, Input(4), Dense(3)] abstract partial class Net; // NG0005")]
    [InlineData("[Network, Input(4), Dense(3)] file partial class Net; // NG0005")]
    [InlineData("[Network, Input(4), Dense(3)] partial class Net<T>; // NG0005")]
    [InlineData("""
        [Network, Input(4), Dense(3)]
        [Dense(3,
            Name = "same")]
        [Dense(3,
            Bias = false), // the name is taken below
         Dense(3, Name = "Same")] // NG0006
        partial class Net;
        """)]
    [InlineData("""
        [Network, Input(4), Dense(3, Name = "skip")]
        [Dense(3, From = "Skip")] // NG0007
        [Add("dense7")] // NG0007
        [Output("mask")] // NG0007
        [CrossEntropyLoss(On = "out")] // NG0007
        partial class Net;
        """)]
    [InlineData("""
        [Network]
        [Dense(3)] // NG0008
        [Input(4)]
        [Add("add2")] // NG0008
        [Add("input")]
        partial class Net;
        """)]
    [InlineData("""
        [Network, Input(4)]
        [Dense(3, Name = "")] // NG0105
        [Dense(3, Name = "a.b")] // NG0105
        [Dense(3, Name = "1st")] // NG0105
        [Dense(3, Name = "größe_1")]
        partial class Net;
        """)]
    [InlineData("""
        [Network, Input(4), Input(5)] // NG0201
        [Dense(3, From = "input")] // NG0201
        [Dense(3, From = "input")] // NG0201
        [Dense(3, From = "input", Name = "a"), Output]
        [Dense(3, From = "a")] // NG0201
        [MeanSquaredErrorLoss(On = "a")]
        partial class Net;
        """)]
    [InlineData("""
        [Network(Targets = 0)] // NG0202
        [Input(4), Dense(3)]
        partial class Net;
        """)]
    [InlineData("[Block, Dense(3)] class NeverInsertedAlone;")]
    [InlineData("[Block, Input(4), Dense(3)] class Piece;")]
    [InlineData("[Block, Network, Input(4), Dense(3)] class Both; // NG0001")]
    public void Diagnostics_stand_on_the_marked_lines(string source, string? compilerError = null)
    {
        var run = GeneratorRun.From("using NetGen;\n" + source);
        Assert.Null(run.Fault);
        Assert.Equal(Markers.In("using NetGen;\n" + source), Markers.Of(run));
        if (compilerError is not null) Assert.Contains(run.CompilerDiagnostics, found => found.Id == compilerError);
    }

    [Fact]
    public void A_diagnostic_spans_its_attribute()
    {
        const string source = "using NetGen;\n[Network, Input(4), Dense(3), Add(\"nobody\"), Relu]\npartial class Net;";
        var found = Assert.Single(GeneratorRun.From(source).Diagnostics);
        Assert.Equal("Add(\"nobody\")", source.Substring(found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
        Assert.Equal(("Source0.cs", 1, 30), (found.Location.GetLineSpan().Path, found.Location.GetLineSpan().StartLinePosition.Line, found.Location.GetLineSpan().StartLinePosition.Character));
        Assert.Equal("No layer or input is called \"nobody\"; the names above it are input, dense1", found.GetMessage(null));
    }

    [Theory]
    [InlineData("[Dens(10)]")]
    [InlineData("[Dense]")]
    [InlineData("[Dense(\"ten\")]")]
    [InlineData("[Dense(Unknown)]")]
    [InlineData("[Dense(10, Bais = true)]")]
    [InlineData("[Dense(10, Bias = )]")]
    [InlineData("[Dense(int.MaxValue + 1)]")]
    [InlineData("[Block<Nobody>]")]
    public void What_the_compiler_reports_is_not_reported_again(string attribute)
    {
        var run = GeneratorRun.From($"using NetGen;\n[Network, Input(4)]\n{attribute}\n[Add(\"nobody\")]\npartial class Net;");
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Specs);
        Assert.Contains(run.CompilerDiagnostics, found => found.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }
}
