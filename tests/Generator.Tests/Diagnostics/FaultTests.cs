using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Frontend;
using NetGen.Generator.Model;
using NetGen.Generator.Tests.Frontend;
using Xunit;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>A fault of the compiler becomes NG9999 on the layer it happened at; a problem finds its element's place.</summary>
public sealed class FaultTests
{
    private static readonly NetworkSpec Network = Spec.Of("using NetGen;\n[Network, Input(4), Dense(3)]\npartial class Net;");

    [Fact]
    public void A_fault_in_a_layer_names_the_layer()
    {
        var layer = Network.Elements[1];
        var compiled = Compiled.Of(Network, _ => throw new CompilerFault(layer, new InvalidOperationException("no\nregisters")));
        var problem = Assert.Single(compiled.Problems.Problems);
        Assert.Equal(("NG9999", 1, "Dense \"dense1\" of Net"), (problem.Id, problem.Position, problem.Arguments[0]));
        Assert.StartsWith("InvalidOperationException: Dense 'dense1': no registers", problem.Arguments[1], StringComparison.Ordinal);
        Assert.Empty(compiled.Files);
    }

    [Fact]
    public void Any_other_fault_names_the_network_and_where_it_was_thrown_without_a_path()
    {
        var problem = Assert.Single(Compiled.Of(Network, _ => Fail()).Problems.Problems);
        Assert.Equal(("NG9999", -1, "Net"), (problem.Id, problem.Position, problem.Arguments[0]));
        Assert.Contains("Exception: ", problem.Arguments[1], StringComparison.Ordinal);
        Assert.Contains(" at NetGen.Generator.Tests.Diagnostics.FaultTests.Fail", problem.Arguments[1], StringComparison.Ordinal);
        Assert.DoesNotContain(".cs", problem.Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_is_not_a_fault() =>
        Assert.Throws<OperationCanceledException>(() => Compiled.Of(Network, _ => throw new OperationCanceledException()));

    [Fact]
    public void Problems_of_the_compiler_stand_on_their_element_or_on_the_class()
    {
        var parsed = new Parsed(Network, Place(1), new([new([Place(2)]), new([Place(3), Place(4)])]), new([new Finding("NG0201", Place(5), "dense1")]));
        NamedProblems[] compiled =
        [
            new("Other", new([new Problem("NG0101", 0, "not ours")])),
            new("Net", new([new Problem("NG0101", 1, "ours"), new Problem("NG0900", -1, "summary")])),
        ];
        var findings = parsed.With(compiled);
        Assert.Equal(["NG0201", "NG0101", "NG0900"], findings.Select(finding => finding.Id));
        Assert.Equal([5, 3, 1], findings.Select(finding => finding.Places[0].Span.Start));
        var diagnostic = findings[1].ToDiagnostic();
        Assert.Equal((Catalogue.Of("NG0101"), "ours", 4), (diagnostic.Descriptor, diagnostic.GetMessage(null), Assert.Single(diagnostic.AdditionalLocations).SourceSpan.Start));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static CompiledNetwork Fail() => throw new NotSupportedException();

    private static SourceLocation Place(int start) => new("Net.cs", new TextSpan(start, 1), default);
}
