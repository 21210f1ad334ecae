// Input: the compilation. Output: the emitted files and diagnostics of every network in it. Invariant: a network is compiled again only when its
// declaration says something else; where it stands does not matter.
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Frontend;
using NetGen.Generator.Model;

namespace NetGen.Generator;

/// <summary>Compiles the neural networks declared by attributes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = Find(context, MetadataNames.Network, NetworkParser.ParseNetwork, Step.ParseNetwork);
        var blocks = Find(context, MetadataNames.Block, NetworkParser.ParseBlock, Step.ParseBlock);
        var clashes = networks.Collect().Combine(blocks.Collect())
            .Select((all, _) => Clashes.Among(all.Left.Concat(all.Right))).WithTrackingName(Step.FindClashes);
        Compile(context, networks.Combine(clashes));
        Compile(context, blocks.Combine(clashes));
    }

    private static IncrementalValuesProvider<Parsed> Find(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, Parsed?> parse,
        string step) =>
        context.SyntaxProvider.ForAttributeWithMetadataName(attribute, (node, _) => node is TypeDeclarationSyntax, parse)
            .Where(parsed => parsed is not null).Select((parsed, _) => parsed!).WithTrackingName(step);

    private static void Compile(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<(Parsed Network, Clashes Clashes)> source)
    {
        var parsed = source.Select((pair, _) => pair.Clashes.Resolve(pair.Network)).WithTrackingName(Step.ResolveClashes);
        var compiled = parsed.Select((network, _) => network.Spec).Where(spec => spec is not null).WithTrackingName(Step.Specify)
            .Select((spec, cancellation) => Compiled.Of(spec!, s => NetworkCompiler.Compile(s, cancellation))).WithTrackingName(Step.Compile);
        context.RegisterSourceOutput(compiled, AddSources);

        var problems = compiled.Select((network, _) => network.Problems).Collect();
        var isOptimised = context.CompilationProvider.Select((compilation, _) => compilation.Options.OptimizationLevel == OptimizationLevel.Release);
        var findings = parsed.Combine(problems).Combine(isOptimised).Select((pair, _) => pair.Left.Left.With(pair.Left.Right, pair.Right)).WithTrackingName(Step.Diagnose);
        context.RegisterSourceOutput(findings, (output, all) =>
        {
            foreach (var finding in all) output.ReportDiagnostic(finding.ToDiagnostic());
        });
    }

    private static void AddSources(SourceProductionContext output, Compiled network)
    {
        foreach (var file in network.Files) output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
    }
}
