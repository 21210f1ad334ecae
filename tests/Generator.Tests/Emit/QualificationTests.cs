using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Support;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Emit;

/// <summary>
/// No name of a user comes between an emitted name and what it means: what is declared outside of the network is reached from <c>global::</c> or an
/// alias with <c>::</c>, extension methods are called as static ones, and no type is left to <c>var</c> or to a contextual keyword.
/// </summary>
public sealed class QualificationTests
{
    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.From([.. SampleNetworks.All.Select(n => n.Source)]));

    public static TheoryData<string> Files => [.. Run.Value.GeneratedSources.Select(file => file.HintName)];

    [Theory, MemberData(nameof(Files))]
    public void Every_name_from_outside_is_qualified(string file)
    {
        var tree = Run.Value.Output.SyntaxTrees.Single(t => t.FilePath.EndsWith(Path.DirectorySeparatorChar + file, StringComparison.Ordinal));
        var model = Run.Value.Output.GetSemanticModel(tree);
        var bad = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText is "var" or "nint" or "nuint" or "dynamic") bad.Add($"{name} in {name.Parent}");
            else if (model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol is { } symbol && !IsReached(name, symbol)) bad.Add($"{name} in {name.Parent}");
        }

        Assert.True(bad.Count == 0, string.Join("\n", bad.Take(20)));
    }

    [Fact]
    public void Only_aliases_are_imported() => Assert.All(
        Run.Value.GeneratedSources.SelectMany(file => file.SyntaxTree.GetRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()),
        directive => Assert.Contains(directive.Alias!.Name.Identifier.ValueText, EmittedAlias.Names));

    private static bool IsReached(SimpleNameSyntax name, ISymbol symbol)
    {
        // What the network declares itself is found first; locals and type parameters before it.
        if (symbol is ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or IRangeVariableSymbol or ILabelSymbol or IDiscardSymbol) return true;
        if (symbol is IMethodSymbol { ReducedFrom: not null }) return false;
        if (IsQualified(name) || EmittedAlias.Types.Contains(name.Identifier.ValueText)) return true;
        // A member of an object initialiser, a named argument, a property pattern: looked up in a type that is known.
        if (name.Parent is NameEqualsSyntax or NameColonSyntax or NameMemberCrefSyntax || IsAssignedInInitializer(name)) return true;
        // Directives and the names of the namespace itself.
        if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { } directive) return directive.Alias?.Name == name;
        if (name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } space && space.Name.Contains(name)) return true;
        var owner = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (owner?.ContainingType is not null) owner = owner.ContainingType;
        // A method of every object, called on a class that has no members of other people.
        return (owner?.Locations.Any(l => l.IsInSource) == true && symbol is not INamedTypeSymbol { ContainingType: null }) || symbol.ContainingType?.SpecialType == SpecialType.System_Object;
    }

    private static bool IsQualified(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax => true,
        QualifiedNameSyntax qualified => qualified.Right == name,
        AliasQualifiedNameSyntax alias => alias.Name == name || alias.Alias.Identifier.ValueText is "global" || EmittedAlias.Names.Contains(alias.Alias.Identifier.ValueText),
        QualifiedCrefSyntax => true,
        _ => false,
    };

    private static bool IsAssignedInInitializer(SimpleNameSyntax name) =>
        name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name;
}
