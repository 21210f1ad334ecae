using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>One attribute of a declaration, bound but not evaluated.</summary>
internal sealed record DeclaredElement(AttributeRole Role, string Kind, AttributeSyntax Syntax, INamedTypeSymbol Class, IMethodSymbol Constructor);

/// <summary>The elements of a network or block, in source order.</summary>
internal sealed record Declaration(INamedTypeSymbol Type, IReadOnlyList<DeclaredElement> Elements)
{
    /// <summary>
    /// Reads the attributes of <paramref name="type"/>; they stand on one of its declarations, <paramref name="preferred"/> if that has any.
    /// </summary>
    /// <returns>The declaration, or null where the C# compiler reports an error in it.</returns>
    public static Declaration? Read(INamedTypeSymbol type, TypeDeclarationSyntax? preferred, ParseContext context)
    {
        var elements = new List<DeclaredElement>();
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is not AttributeSyntax syntax) continue;
            // An attribute that does not exist may be a misspelt layer: the network is not what its author means.
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } attributeClass) return null;
            if (AttributeRole.Of(attributeClass) is not { } role) continue;
            if (syntax.ContainsDiagnostics || attribute.AttributeConstructor is not { } constructor) return null;
            elements.Add(new DeclaredElement(role, AttributeRole.KindOf(attributeClass), syntax, attributeClass, constructor));
        }

        var parts = elements.GroupBy(element => element.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>()).ToArray();
        var main = parts.FirstOrDefault(part => part.Key == preferred) ?? parts.FirstOrDefault();
        foreach (var part in parts)
        {
            if (part == main) continue;
            context.Report(new Finding("NG0002", SourceLocation.Of(part.First().Syntax), type.Name));
        }

        return new Declaration(type, main is null ? [] : main.OrderBy(element => element.Syntax.SpanStart).ToArray());
    }

    public bool Has(ElementRole role) => Elements.Any(element => element.Role.Element == role);
}
