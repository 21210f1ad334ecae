using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>A block to insert: its declaration and its constants, with those of the insertion replaced.</summary>
internal sealed record BoundBlock(Declaration Declaration, ConstantFolder Constants);

/// <summary>Finds the block an attribute inserts and evaluates the constants it is given.</summary>
internal static class BlockBinder
{
    /// <param name="open">The blocks (and the network) being laid out, innermost first.</param>
    /// <param name="caller">The constants of the class that inserts the block.</param>
    /// <returns>The block, or null where it cannot be inserted; the reason is then reported.</returns>
    public static BoundBlock? Bind(ReadElement use, Stack<INamedTypeSymbol> open, ConstantFolder caller, ParseContext context)
    {
        if (use.Block is not INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
        {
            if (use.Block is { TypeKind: TypeKind.Error }) context.IsBroken = true;
            else context.Report("NG0010", use.Places, $"{use.Block} is not a class");
            return null;
        }

        if (ReasonAgainst(type, use, open) is { } reason)
        {
            context.Report("NG0010", use.Places, reason);
            return null;
        }

        if (Declaration.Read(type, preferred: null, context) is not { } declaration)
        {
            context.IsBroken = true;
            return null;
        }

        var inputs = declaration.Elements.Count(element => element.Role.Element == ElementRole.Input);
        if (use.Others.Count != Math.Max(0, inputs - 1))
        {
            var counts = $"{type.Name} has {Math.Max(1, inputs)} input(s), one of which is the layer above, but {use.Others.Count} other value(s) are named";
            context.Report("NG0010", use.Places, counts);
            return null;
        }

        return Replaced(type, use, caller, context) is { } replaced ? new BoundBlock(declaration, new ConstantFolder(type, replaced, context)) : null;
    }

    private static string? ReasonAgainst(INamedTypeSymbol type, ReadElement use, Stack<INamedTypeSymbol> open)
    {
        if (open.Contains(type, SymbolEqualityComparer.Default))
            return $"{type.Name} contains itself: {string.Join(" in ", new[] { type.Name }.Concat(open.Select(outer => outer.Name)))}";
        if (type.DeclaringSyntaxReferences.Length == 0)
            return $"{type.Name} is declared in another assembly, where its attributes are not to be seen; declare it in this project";
        if (!type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == MetadataNames.Block))
            return $"{type.Name} is not a block; mark it [Block]";
        if (type.IsGenericType) return $"{type.Name} is generic; a block's parameters are its constants";
        return use.Repeat < 1 ? $"Repeat = {use.Repeat} must be at least 1; to leave the block out, use When = false" : null;
    }

    /// <summary>The values of <c>"Channels = 128, Stride = 2"</c>, by name.</summary>
    private static Dictionary<string, object?>? Replaced(INamedTypeSymbol type, ReadElement use, ConstantFolder caller, ParseContext context)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(use.Constants)) return values;
        // ParseAttributeArgumentList returns null only for empty text.
        var list = SyntaxFactory.ParseAttributeArgumentList("(" + use.Constants + ")")!;
        foreach (var argument in list.Arguments)
        {
            var reason = argument.NameEquals is not { } name || list.ContainsDiagnostics
                ? $"\"{use.Constants}\" must consist of Name = value, separated by commas"
                : Replace(type, name.Name.Identifier.ValueText, argument.Expression, values, use, caller);
            if (reason is null) continue;
            context.Report("NG0010", use.Places, reason);
            return null;
        }

        return values;
    }

    private static string? Replace(
        INamedTypeSymbol type, string name, ExpressionSyntax expression, Dictionary<string, object?> values, ReadElement use, ConstantFolder caller)
    {
        var constants = type.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst).ToArray();
        if (constants.FirstOrDefault(field => field.Name == name) is not { } constant)
        {
            var known = constants.Length == 0 ? "it has none" : "it has " + string.Join(", ", constants.Select(field => field.Name));
            return $"{type.Name} has no constant {name}; {known}";
        }

        if (values.ContainsKey(name)) return $"{name} is given twice";
        if (!caller.TryFoldAt(use.Declared.Syntax, expression, out var value))
            return $"{name} = {expression} cannot be evaluated: {caller.Failure?.Reason ?? "it is no constant"}";
        if (ConstantFolder.Assign(value, constant.Type) is not { } assigned)
        {
            var typeName = constant.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
            return $"{name} is of type {typeName}, which {expression} does not fit";
        }

        values.Add(name, assigned);
        return null;
    }
}
