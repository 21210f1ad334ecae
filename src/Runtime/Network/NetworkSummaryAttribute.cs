using System.ComponentModel;
using System.Diagnostics;

namespace NetGen;

/// <summary>
/// The layer table of a network, placed on its class by the compiler for the build target that writes it to a file. It reaches the assembly only
/// where the MSBuild property <c>NetGenSummary</c> asks for that file.
/// </summary>
/// <param name="markdown">The table as Markdown, one row per layer and a total.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[Conditional("NETGEN_SUMMARY")]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkSummaryAttribute(string markdown) : Attribute
{
    /// <summary>The table as Markdown, one row per layer and a total.</summary>
    public string Markdown { get; } = markdown;
}
