using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>The sample networks, generated and compiled once for all guards.</summary>
internal static class SampleAssembly
{
    private static readonly Lazy<GeneratorRun> Generated = new(() => GeneratorRun.From([.. SampleNetworks.All.Select(n => n.Source)]));

    private static readonly Lazy<byte[]> Compiled = new(() =>
    {
        using var assembly = Generated.Value.Compile();
        return assembly.Image;
    });

    public static GeneratorRun Run => Generated.Value;

    public static byte[] Image => Compiled.Value;

    /// <summary>The simple names of the networks.</summary>
    public static IEnumerable<string> Networks => SampleNetworks.All.Select(n => n.FullName[(n.FullName.LastIndexOf('.') + 1)..]);
}
