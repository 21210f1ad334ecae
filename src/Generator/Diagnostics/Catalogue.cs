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
        Error("NG0001", "Class is not partial", "{0} must be partial, so that the compiler can add the network's members to it"),
        Error("NG0002", "Layers on two declarations",
            "All layers of {0} must stand on one of its declarations, because the order of two files is not defined; move these to the other one"),
        Error("NG0003", "No input", "{0} has no input; add [Input(…)] with its shape above the first layer"),
        Error("NG0004", "No layers", "{0} has no layers; add some below its input, such as [Dense(10)]"),
        Error("NG0005", "Unsupported class", "{0}"),
        Error("NG0006", "Duplicate name",
            "The name \"{0}\" is already taken; give each layer and input a name of its own (upper and lower case count as the same)"),
        Error("NG0007", "Unknown source", "No layer or input is called \"{0}\"; {1}"),
        Error("NG0008", "Source stands later", "\"{0}\" stands below this layer; a layer takes values of those above it, so move \"{0}\" up"),
        Error("NG0009", "Argument is not a valid constant", "'{0}' cannot be used as an argument: {1}"),
        Error("NG0010", "Block cannot be inserted", "The block cannot be inserted: {0}"),
        Error("NG0011", "Unknown kind of layer", "The compiler knows no layer or loss '{0}'; derive only from attributes of this version of NetGen"),
        Error("NG0012", "Name is taken", "{0}"),
        Error("NG0013", "Project is too old", "{0}"),
        Error("NG0101", "Rank mismatch", "{0}"),
        Error("NG0102", "Channel or group mismatch", "{0}"),
        Error("NG0103", "Window larger than its input", "{0}"),
        Error("NG0104", "Shapes do not merge", "{0}"),
        Error("NG0105", "Value out of range", "{0}"),
        Error("NG0106", "Size overflow", "{0}"),
        Error("NG0107", "Loss does not fit the output", "{0}"),
        Error("NG0108", "Reshape changes the number of elements", "{0}"),
        Error("NG0109", "Error in an activation expression", "{0}"),
        Error("NG0110", "Loss is missing or ambiguous", "{0}"),
        Error("NG0111", "Shared weights do not fit", "{0}"),
        Error("NG0112", "Not for sequences", "{0}"),
        Warning("NG0201", "Value is not used",
            "Nothing takes the value of \"{0}\", so it is left out; take it with From, join it with a merge such as [Add(\"{0}\")], " +
            "or mark it [Output(\"{0}\")]"),
        Error("NG0202", "No target", "The network has no instruction set to be compiled for; name at least Targets.Portable"),
        Warning("NG0203", "Option has no effect", "{0}"),
        Error("NG0301", "Budget exceeded", "{0}"),
        Info("NG0900", "Summary of a network", "{0}"),
        Info("NG0901", "Build is not optimised",
            "{0} is compiled without optimisation and runs ten to twenty times slower than it could; set <Optimize>true</Optimize>, or keep networks in a project that does"),
        Info("NG0902", "Sequence cannot be computed step by step", "{0}"),
        Error("NG9999", "Internal fault", "NetGen failed while compiling {0}; this is a fault of NetGen, not of the declaration: {1}"),
    }.ToImmutableDictionary(descriptor => descriptor.Id);

    /// <summary>All descriptors, by id.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => ById.Values.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    /// <summary>The descriptor of a diagnostic; of an id that does not exist, that of an internal fault.</summary>
    public static DiagnosticDescriptor Of(string id) => ById.TryGetValue(id, out var descriptor) ? descriptor : ById["NG9999"];

    public static bool IsError(string id) => Of(id).DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) => Describe(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Describe(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Describe(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Describe(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
