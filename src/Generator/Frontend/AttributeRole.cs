using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>
/// What an attribute class contributes to a network: recognised by its name or by the base it derives from, so a new layer needs nothing here.
/// </summary>
/// <param name="Element">Its role; for the use of a block, that of a layer.</param>
/// <param name="Block">The inserted block, or null.</param>
internal readonly record struct AttributeRole(ElementRole Element, ITypeSymbol? Block)
{
    public static AttributeRole? Of(INamedTypeSymbol attribute)
    {
        if (!IsOurs(attribute)) return OfBase(attribute);
        return attribute.MetadataName switch
        {
            MetadataNames.Input => new AttributeRole(ElementRole.Input, null),
            MetadataNames.Output => new AttributeRole(ElementRole.Output, null),
            MetadataNames.Budget => new AttributeRole(ElementRole.Budget, null),
            MetadataNames.BlockUse => new AttributeRole(ElementRole.Layer, attribute.TypeArguments[0]),
            _ => OfBase(attribute),
        };
    }

    /// <summary>Whether the attribute is a layer with trainable parameters.</summary>
    public static bool HasParameters(INamedTypeSymbol attribute)
    {
        for (var type = attribute.BaseType; type is not null; type = type.BaseType)
            if (IsOurs(type) && type.MetadataName == MetadataNames.ParameterLayer) return true;
        return false;
    }

    /// <summary>The kind of an element: its attribute's name without the suffix.</summary>
    public static string KindOf(INamedTypeSymbol attribute)
    {
        const string suffix = "Attribute";
        var name = attribute.Name;
        return name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    private static AttributeRole? OfBase(INamedTypeSymbol attribute)
    {
        for (var type = attribute.BaseType; type is not null; type = type.BaseType)
        {
            if (!IsOurs(type)) continue;
            if (type.MetadataName == MetadataNames.Layer) return new AttributeRole(ElementRole.Layer, null);
            if (type.MetadataName == MetadataNames.Loss) return new AttributeRole(ElementRole.Loss, null);
        }

        return null;
    }

    private static bool IsOurs(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: MetadataNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } };
}
