using System.Text.RegularExpressions;

namespace NetGen.Conformance.Guards;

/// <summary>One instruction as the JIT lists it.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Mnemonic">Such as <c>vfmadd231ps</c>.</param>
/// <param name="Operands">Such as <c>zmm1, zmm0, zmmword ptr [rdi+0x40]</c>.</param>
internal sealed partial record X64Instruction(int Bytes, string Mnemonic, string Operands)
{
    public bool IsCall => Mnemonic == "call";

    /// <summary>Whether it is a multiply-add of whole vectors.</summary>
    public bool IsMultiplyAdd => FusedName().IsMatch(Mnemonic);

    /// <summary>Whether it computes with vectors in another way than by a multiply-add: an activation, a sum, a conversion.</summary>
    public bool IsOtherArithmetic => ArithmeticName().IsMatch(Mnemonic);

    /// <summary>Whether it loads a vector, or a float into all lanes, and does nothing else.</summary>
    public bool IsVectorLoad => LoadName().IsMatch(Mnemonic) && Operands.LastIndexOf('[') > Operands.IndexOf(',', StringComparison.Ordinal);

    /// <summary>Whether it moves a vector register to or from the stack frame: a spill.</summary>
    public bool IsVectorSpill => VectorRegister().IsMatch(Operands) && StackSlot().IsMatch(Operands);

    /// <summary>The label it jumps to, or null.</summary>
    public string? Target => Mnemonic[0] == 'j' && Label().Match(Operands) is { Success: true } label ? label.Value : null;

    public override string ToString() => $"{Mnemonic} {Operands}";

    [GeneratedRegex("^vfn?m(add|sub)[0-9]{3}ps$")]
    private static partial Regex FusedName();

    [GeneratedRegex("^v(add|sub|mul|div|max|min|cmp|rndscale|round|sqrt|and|or|xor|blend|scalef|padd|psub|pmul|psll|psrl|psra|pcmp|cvt|ptern|range|fixup|getexp|getmant)")]
    private static partial Regex ArithmeticName();

    [GeneratedRegex("^v(movup|movap|movdq|broadcasts)")]
    private static partial Regex LoadName();

    [GeneratedRegex("[xyz]mm[0-9]")]
    private static partial Regex VectorRegister();

    [GeneratedRegex(@"\[r[sb]p")]
    private static partial Regex StackSlot();

    [GeneratedRegex("G_M[0-9]+_IG[0-9]+")]
    private static partial Regex Label();
}
