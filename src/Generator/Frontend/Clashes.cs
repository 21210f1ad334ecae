using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>Full names of networks that differ only in case (or not at all): their emitted files would have the same names.</summary>
internal sealed record Clashes(EquatableArray<string> Names)
{
    public static Clashes Among(IEnumerable<Parsed> networks) => new(networks
        .Where(network => network.Spec is not null)
        .GroupBy(network => network.Spec!.FullName, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key.ToUpperInvariant())
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray());

    /// <summary>The network itself, or an error in place of one whose name clashes.</summary>
    public Parsed Resolve(Parsed network)
    {
        if (network.Spec is not { } spec || !Names.Contains(spec.FullName.ToUpperInvariant())) return network;
        var finding = new Finding(
            "NG0005", network.Class, $"{spec.FullName} cannot be a network because another network's name differs only in case; rename one");
        return network with { Spec = null, Findings = network.Findings.Append(finding).ToEquatableArray() };
    }
}
