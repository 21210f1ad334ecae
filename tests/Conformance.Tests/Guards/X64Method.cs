using System.Text.RegularExpressions;

namespace NetGen.Conformance.Guards;

/// <summary>The machine code the JIT made of one method.</summary>
/// <param name="Name"><c>Namespace.Type+Nested:Method</c>.</param>
/// <param name="Tier">What the JIT says of its effort: <c>FullOpts</c>, <c>MinOpts</c>, <c>Tier0</c>…</param>
/// <param name="Instructions">Its code.</param>
/// <param name="Labels">The instruction each label stands before.</param>
internal sealed partial record X64Method(string Name, string Tier, IReadOnlyList<X64Instruction> Instructions, IReadOnlyDictionary<string, int> Labels)
{
    /// <summary>Reads a listing with instruction bytes (<c>DOTNET_JitDisasm</c>, <c>DOTNET_JitDisasmWithCodeBytes</c>).</summary>
    public static IReadOnlyList<X64Method> Read(IEnumerable<string> listing)
    {
        var methods = new List<X64Method>();
        List<X64Instruction> instructions = [];
        Dictionary<string, int> labels = new(StringComparer.Ordinal);
        foreach (var line in listing)
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                (instructions, labels) = ([], new(StringComparer.Ordinal));
                methods.Add(new(heading.Groups[1].Value, heading.Groups[2].Value, instructions, labels));
            }
            else if (Code().Match(line) is { Success: true } code)
            {
                instructions.Add(new(code.Groups[1].Length / 2, code.Groups[2].Value, code.Groups[3].Value.Trim()));
            }
            else if (Label().Match(line) is { Success: true } label)
            {
                labels[label.Groups[1].Value] = instructions.Count;
            }
        }

        return methods;
    }

    /// <summary>The loops without a loop inside: from a label to the last jump back to it.</summary>
    public IEnumerable<X64Loop> InnermostLoops
    {
        get
        {
            var loops = Instructions
                .Select((instruction, i) => (Start: instruction.Target is { } target && Labels.TryGetValue(target, out var start) ? start : int.MaxValue, End: i))
                .Where(jump => jump.Start <= jump.End)
                .GroupBy(jump => jump.Start, jump => jump.End)
                .Select(jumps => (Start: jumps.Key, End: jumps.Max()))
                .ToList();
            return loops
                .Where(loop => !loops.Any(other => other != loop && other.Start >= loop.Start && other.End <= loop.End))
                .Select(loop => new X64Loop(this, [.. Instructions.Skip(loop.Start).Take(loop.End - loop.Start + 1)]));
        }
    }

    // ; Assembly listing for method Samples.Net+Avx2Kernels:Dense1_Contract6x16[NetGen.Training.GradientSum](byref,byref,int) (FullOpts)
    [GeneratedRegex(@"^; Assembly listing for method ([^([]+)(?:\[[^(]*\])?\(.*\)\S* \((.+)\)$")]
    private static partial Regex Heading();

    //        62F27D481805B5000000 vbroadcastss zmm0, dword ptr [reloc @RWD00]
    [GeneratedRegex(@"^ +((?:[0-9A-F]{2})+) +([a-z]\S*)(.*)$")]
    private static partial Regex Code();

    // G_M000_IG05:                ;; offset=0x004A
    [GeneratedRegex("^(G_M[0-9]+_IG[0-9]+):")]
    private static partial Regex Label();
}

/// <summary>A loop without a loop inside.</summary>
internal sealed record X64Loop(X64Method Method, IReadOnlyList<X64Instruction> Instructions)
{
    /// <summary>Code a multiply-add may take: an EVEX instruction with a memory operand has up to 11 bytes, and a vector serves several.</summary>
    private const int BytesPerMultiplyAdd = 14;

    /// <summary>Code of a load of its own, where the tile is so thin that every second multiply-add needs one.</summary>
    private const int BytesPerLoad = 8;

    public int Bytes => Instructions.Sum(i => i.Bytes);

    public int MultiplyAdds => Instructions.Count(i => i.IsMultiplyAdd);

    public int VectorLoads => Instructions.Count(i => i.IsVectorLoad);

    /// <summary>Calls, save those that finish a tile whose whole summation is unrolled into this loop over tiles: they stand behind its stores.</summary>
    public int Calls => Instructions.Count(i => i.IsCall && !i.Operands.Contains("_Finish", StringComparison.Ordinal) && !i.Operands.Contains("]:Take(", StringComparison.Ordinal));

    public int VectorSpills => Instructions.Count(i => i.IsVectorSpill);

    /// <summary>The summation of a register tile: multiply-adds are all it computes with vectors.</summary>
    public bool IsTile => MultiplyAdds > 0 && !Instructions.Any(i => i.IsOtherArithmetic);

    /// <summary>The most bytes of code such a loop may have; spilled code has three to nine times as much.</summary>
    public int MostBytes => (BytesPerMultiplyAdd * MultiplyAdds) + (2 * VectorLoads > MultiplyAdds ? BytesPerLoad * VectorLoads : 0);

    public bool IsClean => Calls == 0 && VectorSpills == 0 && Bytes <= MostBytes;

    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Method.Name}: {MultiplyAdds} multiply-adds with {VectorLoads} loads in {Bytes} bytes ({(double)Bytes / MultiplyAdds:F1} each, {MostBytes} bytes allowed), {Calls} calls, {VectorSpills} spills");
}
