using System.Globalization;

namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>One arm64 instruction as the disassembler prints it.</summary>
/// <param name="Address">Its offset in the object file's section.</param>
/// <param name="Mnemonic">Such as <c>fmla</c>.</param>
/// <param name="Operands">Such as <c>v16.4s, v9.4s, v3.s[0]</c>.</param>
/// <param name="Symbol">What the linker puts into it, if anything.</param>
public sealed record Instruction(ulong Address, string Mnemonic, string Operands, string? Symbol = null)
{
    /// <summary>Whether it calls a method.</summary>
    public bool IsCall => Mnemonic is "bl" or "blr";

    /// <summary>Whether it is a vector multiply-add.</summary>
    public bool IsFusedMultiplyAdd => Mnemonic is "fmla" or "fmls";

    /// <summary>Whether it is a vector multiply-add whose multiplier is one element of a vector, which saves the broadcast.</summary>
    public bool IsFusedMultiplyAddByElement => IsFusedMultiplyAdd && Operands.EndsWith(']');

    /// <summary>Whether it reads memory into registers.</summary>
    public bool IsLoad => Mnemonic.StartsWith("ld", StringComparison.Ordinal);

    /// <summary>Whether it computes with floating-point vectors in another way than by a multiply-add.</summary>
    public bool IsOtherVectorArithmetic => Mnemonic[0] == 'f' && Mnemonic != "fmov" && !IsFusedMultiplyAdd && Operands.Contains(".4s", StringComparison.Ordinal);

    /// <summary>Whether it calls a method with this in its name.</summary>
    public bool Calls(string name) => IsCall && (Symbol ?? Operands).Contains(name, StringComparison.Ordinal);

    /// <summary>Whether it reads or writes the method's stack frame: in a loop, a spilled register.</summary>
    public bool TouchesStack => Operands.Contains("[sp", StringComparison.Ordinal) || Operands.Contains("[x29", StringComparison.Ordinal);

    /// <summary>Whether it keeps a vector register in the stack frame, or fetches it from there.</summary>
    public bool SpillsVector => TouchesStack && Operands.Length > 0 && Operands[0] is 'q' or 'd' or 's' or 'v';

    /// <summary>Where it jumps or calls, if that is a fixed place in this object file.</summary>
    public ulong? Target
    {
        get
        {
            if (Symbol is not null || !(Mnemonic is "bl" or "b" or "cbz" or "cbnz" or "tbz" or "tbnz" || Mnemonic.StartsWith("b.", StringComparison.Ordinal)))
                return null;
            // cbz w0, 291c <Method+0x1c>
            var target = Operands[(Operands.LastIndexOf(',') + 1)..].Trim();
            var end = target.IndexOf(' ', StringComparison.Ordinal);
            return ulong.Parse(end < 0 ? target : target[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Address:x}: {Mnemonic} {Operands}{(Symbol is null ? "" : $" ; {Symbol}")}";
}
