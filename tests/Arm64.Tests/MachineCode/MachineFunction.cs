namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>The machine code of one method.</summary>
public sealed class MachineFunction
{
    internal MachineFunction(string symbol, IReadOnlyList<Instruction> instructions)
    {
        Symbol = symbol;
        Instructions = instructions;
    }

    /// <summary>Its linker name.</summary>
    public string Symbol { get; }

    /// <summary>All its instructions.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>Its loops in the order of their first instruction.</summary>
    public IReadOnlyList<MachineLoop> Loops => [.. Instructions
        .Where(instruction => !instruction.IsCall)
        .Select(instruction => (Start: instruction.Target, End: instruction.Address))
        .Where(branch => branch.Start <= branch.End && branch.Start >= Instructions[0].Address)
        .GroupBy(branch => branch.Start!.Value, branch => branch.End) // several branches back to one place are one loop
        .OrderBy(loop => loop.Key)
        .Select(loop => Between(loop.Key, loop.Max()))];

    /// <summary>The loops that contain no other loop: where the time goes.</summary>
    public IReadOnlyList<MachineLoop> InnermostLoops
    {
        get
        {
            var loops = Loops;
            return [.. loops.Where(loop => !loops.Any(other => other != loop && other.Start >= loop.Start && other.End <= loop.End))];
        }
    }

    /// <summary>The innermost loop with the most vector multiply-adds: the register tile of a contraction.</summary>
    /// <exception cref="InvalidOperationException">The method has no loop.</exception>
    public MachineLoop TileLoop => InnermostLoops.MaxBy(loop => loop.FusedMultiplyAdds)
        ?? throw new InvalidOperationException($"{Symbol} has no loop:\n{this}");

    /// <inheritdoc/>
    public override string ToString() => $"{Symbol}:\n{string.Join('\n', Instructions)}";

    private MachineLoop Between(ulong start, ulong end) =>
        new([.. Instructions.Where(instruction => instruction.Address >= start && instruction.Address <= end)]);
}
