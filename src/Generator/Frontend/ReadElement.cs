using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>One attribute with evaluated arguments; names still are those that stand in the source.</summary>
internal sealed record ReadElement(DeclaredElement Declared, Places Places, string? Name, string? From, bool When)
{
    /// <summary>Further values a merge, loss or block takes, by name.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The layer or block whose parameters this one uses, or null.</summary>
    public string? WeightsOf { get; init; }

    /// <summary>Of a block's use: the constants to replace.</summary>
    public string Constants { get; init; } = "";

    /// <summary>Of a block's use: how many copies.</summary>
    public int Repeat { get; init; } = 1;

    public EquatableArray<Argument> Arguments { get; init; }

    public ElementRole Role => Declared.Role.Element;

    public ITypeSymbol? Block => Declared.Role.Block;

    /// <summary>Reads the elements of a declaration that have usable arguments; what is wrong with the others is reported.</summary>
    /// <param name="use">Where the declaration, a block, is inserted; none for a network.</param>
    public static IReadOnlyList<ReadElement> ReadAll(Declaration declaration, ConstantFolder folder, Places use, ParseContext context) =>
        declaration.Elements.Select(element => Read(element, folder, use.Within(element.Syntax), context)).OfType<ReadElement>().ToArray();

    /// <returns>The element, or null where an argument has no value; that is then reported.</returns>
    private static ReadElement? Read(DeclaredElement declared, ConstantFolder folder, Places places, ParseContext context)
    {
        var arguments = new ArgumentReader(folder, context).Read(declared, places);
        if (arguments is null) return null;
        var isLoss = declared.Role.Element == ElementRole.Loss;
        return new ReadElement(
            declared,
            places,
            arguments.TakeText(MetadataNames.Arguments.Name),
            arguments.TakeText(isLoss ? MetadataNames.Arguments.On : MetadataNames.Arguments.From),
            arguments.TakeBoolean(MetadataNames.Arguments.When, fallback: true))
        {
            Others = arguments.TakeTexts(MetadataNames.Arguments.Others),
            WeightsOf = arguments.TakeText(MetadataNames.Arguments.WeightsOf),
            Constants = declared.Role.Block is null ? "" : arguments.TakeText(MetadataNames.Arguments.Constants) ?? "",
            Repeat = declared.Role.Block is null ? 1 : (int)arguments.TakeNumber(MetadataNames.Arguments.Repeat, fallback: 1),
            Arguments = arguments.Rest(),
        };
    }
}
