namespace NetGen.Generator.Support;

/// <summary>
/// Short names of what kernels use. What stands in front of <c>::</c> is looked up among aliases alone, so no type and no member of a user, whatever
/// its name, comes between. The three types that occur in nearly every line are names of their own, which a network may not give to a member; two
/// underscores in a row are left to compilers by the C# standard.
/// </summary>
internal static class EmittedAlias
{
    private static readonly (string Alias, string Namespace)[] Namespaces =
    [
        ("__sys", "System"),
        ("__cs", "System.Runtime.CompilerServices"),
        ("__memory", "System.Runtime.InteropServices"),
        ("__simd", "System.Runtime.Intrinsics"),
        ("__ng", "NetGen.Numerics"),
        ("__nt", "NetGen.Training"),
        ("__nk", "NetGen.Kernels"),
    ];

    /// <summary>The names that stand for types.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. OfTypes(lanes: 4).Select(a => a.Alias)];

    /// <summary>The names of all aliases.</summary>
    public static IEnumerable<string> Names => Namespaces.Select(a => a.Alias).Concat(Types);

    /// <summary>The directives a text needs.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lanes">Floats in a vector of the instruction set whose kernels the text has.</param>
    public static string DirectivesOf(string text, int lanes) => string.Concat(
        Namespaces.Where(a => text.Contains(a.Alias + "::")).Select(a => (a.Alias, a.Namespace)).Concat(OfTypes(lanes).Where(a => Has(text, a.Alias))).Select(a => $"using {a.Item1} = global::{a.Item2};\n"));

    private static (string Alias, string Type)[] OfTypes(int lanes) =>
    [
        ("__u", "System.Runtime.CompilerServices.Unsafe"),
        ("__op", $"System.Runtime.Intrinsics.Vector{lanes * 32}"),
        ("__v", $"System.Runtime.Intrinsics.Vector{lanes * 32}<float>"),
        ("__neon", "System.Runtime.Intrinsics.Arm.AdvSimd"),
        ("__neon64", "System.Runtime.Intrinsics.Arm.AdvSimd.Arm64"),
    ];

    private static bool Has(string text, string alias)
    {
        for (var at = text.IndexOf(alias, StringComparison.Ordinal); at >= 0; at = text.IndexOf(alias, at + alias.Length, StringComparison.Ordinal))
            if (!char.IsLetterOrDigit(text[at + alias.Length])) return true;
        return false;
    }
}
