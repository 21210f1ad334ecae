using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>Whether the project can compile emitted code: its language version, its framework and its references.</summary>
internal static class ProjectReader
{
    /// <summary>The version number of C# 13, which the compiler this is built against may not name.</summary>
    private const int CSharp13 = 1300;

    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax node, ParseContext context)
    {
        if (ReasonAgainst(type, context) is not { } reason) return;
        context.Report(new Finding("NG0013", SourceLocation.Of(node.Identifier.GetLocation()), $"{type.Name} cannot be compiled here: {reason}"));
    }

    /// <summary>Whether the layer tables of the project are written to a file: <c>NetGenSummary</c> defines this symbol.</summary>
    public static bool WantsTables(TypeDeclarationSyntax node) => node.SyntaxTree.Options.PreprocessorSymbolNames.Contains("NETGEN_SUMMARY");

    /// <summary>Whether every network is to be dumped: <c>NetGenDump</c> defines this symbol.</summary>
    public static bool WantsDumps(TypeDeclarationSyntax node) => node.SyntaxTree.Options.PreprocessorSymbolNames.Contains("NETGEN_DUMP");

    private static string? ReasonAgainst(INamedTypeSymbol type, ParseContext context)
    {
        var compilation = context.Compilation;
        if (compilation is CSharpCompilation csharp && (int)csharp.LanguageVersion < CSharp13)
            return $"the code of a network needs C# 13, but this project is C# {csharp.LanguageVersion.ToDisplayString()}; leave <LangVersion> out, or set it to 13 or later";
        if (!Has(compilation, "System.Runtime.Intrinsics.Vector128", "MultiplyAddEstimate"))
            return "the code of a network needs .NET 9 or later; set <TargetFramework> to net9.0 or net10.0";
        if (type.ContainingNamespace.IsGlobalNamespace && AliasOf(compilation, context) is { } alias)
            return $"a global using alias of this project is called {alias}, which emitted code uses; rename it, or put the network into a namespace";
        return Has(compilation, "NetGen.Numerics.AlignedBuffer", "Span") ? null : "NetGen's runtime is not referenced; add a reference to the package NetGen";
    }

    /// <summary>An alias for all files that an alias of an emitted file, which cannot stand behind a namespace there, would meet.</summary>
    private static string? AliasOf(Compilation compilation, ParseContext context) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot(context.Cancellation) is CompilationUnitSyntax unit ? unit.Usings : default)
        .Where(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
        .Select(directive => directive.Alias?.Name.Identifier.ValueText)
        .FirstOrDefault(alias => alias is not null && EmittedAlias.Names.Contains(alias));

    private static bool Has(Compilation compilation, string type, string member)
    {
        var types = compilation.GetTypesByMetadataName(type);
        return types.Any(t => !t.GetMembers(member).IsEmpty);
    }
}
