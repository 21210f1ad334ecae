using NetGen.Generator.Model;

namespace NetGen.Generator.Targets;

/// <summary>The instruction sets, best first: the order of the dispatch.</summary>
internal static class IsaCatalogue
{
    private static readonly (TargetSet Target, Isa Isa)[] All =
    [
        (TargetSet.Avx512, new Avx512()),
        (TargetSet.Avx2, new Avx2()),
        (TargetSet.AdvSimd, new AdvSimd()),
        (TargetSet.Portable, new Portable()),
    ];

    /// <summary>The chosen ones. The portable one is always there: some machine has none of the others.</summary>
    public static IReadOnlyList<Isa> Of(TargetSet targets) => [.. All.Where(t => (targets & t.Target) != 0 || t.Target == TargetSet.Portable).Select(t => t.Isa)];
}
