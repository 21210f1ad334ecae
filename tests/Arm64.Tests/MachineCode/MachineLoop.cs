namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>The instructions from the target of a backward branch to that branch.</summary>
public sealed class MachineLoop
{
    internal MachineLoop(IReadOnlyList<Instruction> instructions) => Instructions = instructions;

    /// <summary>The body, the branch at its end included.</summary>
    public IReadOnlyList<Instruction> Instructions { get; }

    /// <summary>Calls in the body.</summary>
    public int Calls => Instructions.Count(instruction => instruction.IsCall);

    /// <summary>Vector multiply-adds of any form in the body.</summary>
    public int FusedMultiplyAdds => Instructions.Count(instruction => instruction.IsFusedMultiplyAdd);

    /// <summary>Vector multiply-adds by element in the body.</summary>
    public int FusedMultiplyAddsByElement => Instructions.Count(instruction => instruction.IsFusedMultiplyAddByElement);

    /// <summary>Loads in the body.</summary>
    public int Loads => Instructions.Count(instruction => instruction.IsLoad);

    /// <summary>Vector additions and the like in the body: what is not a multiply-add.</summary>
    public int OtherVectorArithmetic => Instructions.Count(instruction => instruction.IsOtherVectorArithmetic);

    /// <summary>Instructions of the body that touch the stack frame.</summary>
    public int StackReferences => Instructions.Count(instruction => instruction.TouchesStack);

    /// <summary>Instructions of the body that move a vector register between it and the stack frame.</summary>
    public int VectorSpills => Instructions.Count(instruction => instruction.SpillsVector);

    internal ulong Start => Instructions[0].Address;

    internal ulong End => Instructions[^1].Address;

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Instructions);
}
