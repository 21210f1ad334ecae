namespace NetGen.Arm64.Tests.Speed;

/// <summary>A processor core whose model the analyser has.</summary>
/// <param name="Name">LLVM's name.</param>
/// <param name="ModelBound">Multiply-adds of four floats that the model starts in a cycle, in a loop of nothing else.</param>
/// <param name="Bound">What the core itself can start in a cycle, or the model, whichever is less: what a share is a share of.</param>
internal sealed record Core(string Name, double ModelBound, double Bound)
{
    /// <summary>
    /// LLVM 14 has the Cortex-A57's model for the Cortex-A76 and the Neoverse N1: a multiply-add of four floats and a load in each cycle, three
    /// instructions. The cores themselves start two of each, and four instructions, which is the model of the TSV110. The Cortex-A55 is in order; its
    /// model starts two, but the core has two multipliers of two floats each.
    /// </summary>
    public static IReadOnlyList<Core> All { get; } = [new("cortex-a55", 2, 1), new("cortex-a76", 1, 1), new("neoverse-n1", 1, 1), new("tsv110", 2, 2)];

    public static Core CortexA76 => All[1];
}
