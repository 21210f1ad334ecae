using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>
/// Every diagnostic, one line each; docs/diagnostics has a page for each. Messages of the shape checks (NG01xx) are whole sentences made where both
/// shapes and the remedy are known.
/// </summary>
internal static class Catalogue
{
    private const string Category = "NetGen";
    private const string Pages = "https://github.com/netgen-dev/netgen/blob/main/docs/diagnostics/";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = new[]
    {
        new DiagnosticDescriptor("NG0001", "Class is not partial", "{0} must be partial, so that the compiler can add the network's members to it", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0001.md"),
        new DiagnosticDescriptor("NG0002", "Layers on two declarations", "All layers of {0} must stand on one of its declarations, because the order of two files is not defined; move these to the other one", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0002.md"),
        new DiagnosticDescriptor("NG0003", "No input", "{0} has no input; add [Input(…)] with its shape above the first layer", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0003.md"),
        new DiagnosticDescriptor("NG0004", "No layers", "{0} has no layers; add some below its input, such as [Dense(10)]", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0004.md"),
        new DiagnosticDescriptor("NG0005", "Unsupported class", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0005.md"),
        new DiagnosticDescriptor("NG0006", "Duplicate name", "The name \"{0}\" is already taken; give each layer and input a name of its own (upper and lower case count as the same)", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0006.md"),
        new DiagnosticDescriptor("NG0007", "Unknown source", "No layer or input is called \"{0}\"; {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0007.md"),
        new DiagnosticDescriptor("NG0008", "Source stands later", "\"{0}\" stands below this layer; a layer takes values of those above it, so move \"{0}\" up", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0008.md"),
        new DiagnosticDescriptor("NG0009", "Argument is not a valid constant", "'{0}' cannot be used as an argument: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0009.md"),
        new DiagnosticDescriptor("NG0010", "Block cannot be inserted", "The block cannot be inserted: {0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0010.md"),
        new DiagnosticDescriptor("NG0011", "Unknown kind of layer", "The compiler knows no layer or loss '{0}'; derive only from attributes of this version of NetGen", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0011.md"),
        new DiagnosticDescriptor("NG0101", "Rank mismatch", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0101.md"),
        new DiagnosticDescriptor("NG0102", "Channel or group mismatch", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0102.md"),
        new DiagnosticDescriptor("NG0103", "Window larger than its input", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0103.md"),
        new DiagnosticDescriptor("NG0104", "Shapes do not merge", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0104.md"),
        new DiagnosticDescriptor("NG0105", "Value out of range", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0105.md"),
        new DiagnosticDescriptor("NG0106", "Size overflow", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0106.md"),
        new DiagnosticDescriptor("NG0107", "Loss does not fit the output", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0107.md"),
        new DiagnosticDescriptor("NG0108", "Reshape changes the number of elements", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0108.md"),
        new DiagnosticDescriptor("NG0109", "Error in an activation expression", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0109.md"),
        new DiagnosticDescriptor("NG0110", "Loss is missing or ambiguous", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0110.md"),
        new DiagnosticDescriptor("NG0201", "Value is not used", "Nothing takes the value of \"{0}\", so it is left out; take it with From, join it with a merge such as [Add(\"{0}\")], or mark it [Output(\"{0}\")]", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Pages + "NG0201.md"),
        new DiagnosticDescriptor("NG0202", "No target", "The network has no instruction set to be compiled for; name at least Targets.Portable", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0202.md"),
        new DiagnosticDescriptor("NG0301", "Budget exceeded", "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG0301.md"),
        new DiagnosticDescriptor("NG0900", "Summary of a network", "{0}", Category, DiagnosticSeverity.Info, true, helpLinkUri: Pages + "NG0900.md"),
        new DiagnosticDescriptor("NG9999", "Internal fault", "NetGen failed while compiling {0}; this is a fault of NetGen, not of the declaration: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Pages + "NG9999.md"),
    }.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>All descriptors, by id.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ById.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    /// <summary>The descriptor of a diagnostic; of an id that does not exist, that of an internal fault.</summary>
    public static DiagnosticDescriptor Of(string id) => ById.TryGetValue(id, out var descriptor) ? descriptor : ById["NG9999"];

    public static bool IsError(string id) => Of(id).DefaultSeverity == DiagnosticSeverity.Error;
}
