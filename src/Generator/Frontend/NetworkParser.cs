// Input: a class marked [Network], or [Block]. Output: Parsed; of a block what is wrong with it, for only [Network] emits. Invariant: whatever the user has typed, nothing is thrown; an error the
// C# compiler already reports is not reported again.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>Reads the declaration of a network from the compilation.</summary>
internal static class NetworkParser
{
    /// <returns>The network, or null where another attribute of the same class already speaks for it.</returns>
    public static Parsed? ParseNetwork(GeneratorAttributeSyntaxContext source, CancellationToken cancellation) =>
        Guarded(source, context => Parse(source, context, OptionsReader.Read(source.Attributes[0], (TypeDeclarationSyntax)source.TargetNode, context), isNetwork: true), cancellation);

    /// <returns>What is wrong with a block at its default constants, or null: nothing is emitted for one that is no network as well.</returns>
    public static Parsed? ParseBlock(GeneratorAttributeSyntaxContext source, CancellationToken cancellation) => Guarded(
        source,
        context => IsNetwork(source.TargetSymbol) ? null : Parse(source, context, new NetworkOptions(), isNetwork: false),
        cancellation);

    private static bool IsNetwork(ISymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == MetadataNames.Network);

    private static Parsed? Guarded(GeneratorAttributeSyntaxContext source, Func<ParseContext, Parsed?> parse, CancellationToken cancellation)
    {
        // An attribute repeated on a second part is an error of C#; only the first part speaks.
        var first = source.Attributes[0].ApplicationSyntaxReference;
        if (source.TargetNode is not TypeDeclarationSyntax node || first?.GetSyntax(cancellation).Ancestors().Contains(node) != true) return null;
        try
        {
            return parse(new ParseContext(source.SemanticModel.Compilation, cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var place = SourceLocation.Of(node.Identifier.GetLocation());
            return new Parsed(null, place, default, new([new Finding("NG9999", place, node.Identifier.ValueText, Fault.Describe(e))]));
        }
    }

    private static Parsed? Parse(GeneratorAttributeSyntaxContext source, ParseContext context, NetworkOptions options, bool isNetwork)
    {
        var type = (INamedTypeSymbol)source.TargetSymbol;
        var node = (TypeDeclarationSyntax)source.TargetNode;
        var place = SourceLocation.Of(node.Identifier.GetLocation());
        var declaration = Declaration.Read(type, node, context);
        var expansion = new Expansion(context);
        if (declaration is null)
        {
            context.IsBroken = true;
        }
        else if (isNetwork || declaration.Has(ElementRole.Input))
        {
            if (isNetwork)
            {
                ProjectReader.Check(type, node, context);
                if (!context.HasErrors) HostReader.Check(type, node, context);
                if (!context.HasErrors) TakenNames.Check(type, node, context);
            }

            if (!declaration.Has(ElementRole.Input)) context.Report(new Finding("NG0003", place, type.Name));
            if (!declaration.Has(ElementRole.Layer)) context.Report(new Finding("NG0004", place, type.Name));
            if (!context.HasErrors) expansion.AddNetwork(declaration);
            if (!context.HasErrors) UnusedLayers.Report(expansion, context);
        }

        if (!isNetwork && context.Findings.Count == 0) return null;
        if (!isNetwork || context.IsBroken || context.HasErrors) return new Parsed(null, place, default, context.IsBroken ? default : context.Findings);
        var spec = new NetworkSpec(
            HostReader.NamespaceOf(type),
            HostReader.EscapedName(type),
            HostReader.HeaderOf(type),
            HostReader.HostsOf(type),
            options,
            expansion.Elements)
        {
            HasTable = ProjectReader.WantsTables(node),
        };
        return new Parsed(spec, place, expansion.Places, context.Findings);
    }
}
