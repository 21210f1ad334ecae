namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>
/// A method's vector constants stand in the code section behind its code, and a disassembler prints them as instructions too: one of them reads as
/// a jump into another method.
/// </summary>
internal static class LiteralPool
{
    /// <summary>The instructions without what no path from the first of them reaches at the end.</summary>
    public static IReadOnlyList<Instruction> Cut(IReadOnlyList<Instruction> instructions)
    {
        // A jump table's targets are not known.
        if (instructions.Any(i => i.Mnemonic == "br")) return instructions;
        var number = instructions.Select((instruction, i) => (instruction.Address, i)).ToDictionary(pair => pair.Address, pair => pair.i);
        var reached = new bool[instructions.Count];
        var pending = new Stack<int>([0]);
        while (pending.TryPop(out var i))
        {
            for (; i < reached.Length && !reached[i]; i++)
            {
                reached[i] = true;
                var instruction = instructions[i];
                if (!instruction.IsCall && instruction.Target is { } target && number.TryGetValue(target, out var there)) pending.Push(there);
                if (instruction.Mnemonic is "ret" or "b" or "brk") break;
            }
        }

        return [.. instructions.Take(Array.LastIndexOf(reached, true) + 1)];
    }
}
