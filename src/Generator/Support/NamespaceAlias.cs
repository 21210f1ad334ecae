namespace NetGen.Generator.Support;

/// <summary>
/// Short names of the namespaces that kernels use. What stands in front of <c>::</c> is looked up among aliases alone, so no type and no member of a
/// user, whatever its name, comes between; two underscores in a row are left to compilers by the C# standard.
/// </summary>
internal static class NamespaceAlias
{
    private static readonly (string Alias, string Namespace)[] All =
    [
        ("__sys", "System"),
        ("__cs", "System.Runtime.CompilerServices"),
        ("__memory", "System.Runtime.InteropServices"),
        ("__simd", "System.Runtime.Intrinsics"),
        ("__ng", "NetGen.Numerics"),
        ("__nt", "NetGen.Training"),
        ("__nk", "NetGen.Kernels"),
    ];

    /// <summary>The names of all aliases.</summary>
    public static IEnumerable<string> Names => All.Select(a => a.Alias);

    /// <summary>The directives a text needs.</summary>
    public static string DirectivesOf(string text) =>
        string.Concat(All.Where(a => text.Contains(a.Alias + "::")).Select(a => $"using {a.Alias} = global::{a.Namespace};\n"));
}
