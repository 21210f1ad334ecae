using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>The files of a network that are not called as the network is.</summary>
internal sealed record FileName(string Network, string Name);

/// <summary>
/// Networks whose emitted files would have names that another one's have, which file systems and the compiler compare without case: <c>Net</c> has a
/// file <c>Net.Avx2.g.cs</c>, and so would have a network <c>net.Avx2</c>. The later one in the order of names gets a number behind its own.
/// </summary>
internal sealed record Clashes(EquatableArray<FileName> Names)
{
    // What stands behind a network's name in the names of its files.
    private static readonly string[] Endings = ["", ".Avx512", ".Avx2", ".AdvSimd", ".Portable"];

    public static Clashes Among(IEnumerable<Parsed> networks)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var renamed = new List<FileName>();
        foreach (var name in networks.Where(n => n.Spec is not null).Select(n => n.Spec!.FullName).OrderBy(n => n, StringComparer.Ordinal))
        {
            // No identifier contains a hyphen.
            var file = name;
            for (var i = 2; Endings.Any(ending => taken.Contains(file + ending)); i++) file = $"{name}-{i}";
            taken.UnionWith(Endings.Select(ending => file + ending));
            if (file != name) renamed.Add(new(name, file));
        }

        return new(renamed.ToEquatableArray());
    }

    /// <summary>The network, with the name of its files where that is not its own.</summary>
    public Parsed Resolve(Parsed network)
    {
        if (network.Spec is not { } spec) return network;
        var name = Names.FirstOrDefault(file => file.Network == spec.FullName)?.Name;
        return name is null ? network : network with { Spec = spec with { FileName = name } };
    }
}
