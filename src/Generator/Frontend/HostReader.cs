using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>The class a network is declared on: whether parts can be added to it, and the headers those parts need.</summary>
internal static class HostReader
{
    private const string Supported =
        "supported are partial classes that are neither generic, abstract, static nor file-local, also nested in partial types that are not file-local";

    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Reports what stands in the way of adding parts to the class or to the types around it.</summary>
    public static void Check(INamedTypeSymbol type, TypeDeclarationSyntax node, ParseContext context)
    {
        if (ReasonAgainst(type) is { } reason) Refuse(type, node, $"it is {reason}", context);
        for (SyntaxNode? part = node; part is TypeDeclarationSyntax declaration; part = part.Parent)
        {
            if (!declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                context.Report(new Finding("NG0001", SourceLocation.Of(declaration.Identifier.GetLocation()), declaration.Identifier.ValueText));
        }

        for (var host = type.ContainingType; host is not null; host = host.ContainingType)
        {
            if (host.IsFileLocal) Refuse(type, node, $"{host.Name} around it is local to its file", context);
        }
    }

    public static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat);

    public static EquatableArray<HostSpec> HostsOf(INamedTypeSymbol type)
    {
        var hosts = new List<HostSpec>();
        for (var host = type.ContainingType; host is not null; host = host.ContainingType)
            hosts.Insert(0, new(HeaderOf(host), EscapedName(host), TypeParameters(host), host.TypeParameters.Length));
        return hosts.ToEquatableArray();
    }

    /// <summary>A declaration header taken from the symbol, so that it is the same whichever part says what.</summary>
    public static string HeaderOf(INamedTypeSymbol type)
    {
        var words = new List<string> { SyntaxFacts.GetText(type.DeclaredAccessibility) };
        if (type.TypeKind == TypeKind.Class)
        {
            if (type.IsStatic) words.Add("static");
            else if (type.IsAbstract) words.Add("abstract");
            else if (type.IsSealed) words.Add("sealed");
        }

        words.Add("partial");
        words.Add(KeywordOf(type));
        words.Add(EscapedName(type) + TypeParameters(type));
        return string.Join(" ", words);
    }

    /// <summary>The type parameters in angle brackets, or nothing. They have no variance (types with it hold no classes), and constraints may stand in one part alone.</summary>
    private static string TypeParameters(INamedTypeSymbol type) =>
        type.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Escaped(parameter.Name)))}>";

    public static string EscapedName(INamedTypeSymbol type) => Escaped(type.Name);

    private static string Escaped(string name)
    {
        // What is a keyword in one version of C# or one place only is escaped as well.
        var isKeyword = MayBeKeyword(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return isKeyword ? "@" + name : name;
    }

    private static bool MayBeKeyword(string name) => name is "nint" or "nuint" or "dynamic" or "notnull" or "unmanaged" or "extension" or "allows" or "field" or "scoped" or "required" or "file" or "_";

    private static void Refuse(INamedTypeSymbol type, TypeDeclarationSyntax node, string reason, ParseContext context) => context.Report(
        new Finding("NG0005", SourceLocation.Of(node.Identifier.GetLocation()), $"{type.Name} cannot be a network because {reason}; {Supported}"));

    private static string? ReasonAgainst(INamedTypeSymbol type) => type switch
    {
        { TypeKind: not TypeKind.Class } => "a " + KeywordOf(type),
        { IsRecord: true } => "a record, whose equality by value has no meaning for a network",
        { IsFileLocal: true } => "local to its file",
        { TypeParameters.Length: > 0 } => "generic",
        { IsStatic: true } => "static",
        { IsAbstract: true } => "abstract",
        _ when !HasPlainBase(type) => $"derived from {type.BaseType!.Name}, which has no constructor without parameters",
        _ when RequiredOf(type) is { } required => $"not to be created without {required}, which is required",
        _ => null,
    };

    /// <summary>Whether the constructor that the compiler adds can call the base class's.</summary>
    private static bool HasPlainBase(INamedTypeSymbol type) => type.BaseType is not { TypeKind: not TypeKind.Error } parent || parent.InstanceConstructors.Any(c =>
        c.Parameters.All(p => p.IsOptional || p.IsParams) && (c.DeclaredAccessibility != Accessibility.Private || SymbolEqualityComparer.Default.Equals(parent, type.ContainingType)));

    private static string? RequiredOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
            if (t.GetMembers().FirstOrDefault(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } member) return member.Name;
        return null;
    }

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
