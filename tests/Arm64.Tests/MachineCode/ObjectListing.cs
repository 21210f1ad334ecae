using System.Globalization;
using System.Text.RegularExpressions;
using NetGen.Arm64.Tests.Toolchain;

namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>A symbol of an object file and the section it stands in; <c>*UND*</c> when it is only referred to.</summary>
internal sealed record Symbol(string Section, ulong Address);

/// <summary>What the disassembler says of an object file: its symbols and the code of its managed methods.</summary>
internal sealed partial class ObjectListing
{
    public const string ManagedCode = "__managedcode";

    private readonly Dictionary<string, Symbol> _symbols = [];
    private readonly Dictionary<ulong, MachineFunction> _functions = [];

    private ObjectListing(string text)
    {
        string? symbol = null;
        var instructions = new List<Instruction>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            // Tried from the most frequent kind of line to the rarest.
            if (symbol is not null && InstructionLine().Match(line.ToString()) is { Success: true } instruction)
                instructions.Add(new Instruction(Hexadecimal(instruction, 1), instruction.Groups[2].Value, instruction.Groups[3].Value));
            else if (symbol is not null && RelocationLine().Match(line.ToString()) is { Success: true } relocation)
                instructions[^1] = instructions[^1] with { Symbol = relocation.Groups[1].Value };
            else if (FunctionLine().Match(line.ToString()) is { Success: true } function)
            {
                Finish();
                symbol = function.Groups[1].Value;
            }
            else if (SymbolLine().Match(line.ToString()) is { Success: true } entry)
                _symbols[entry.Groups[3].Value] = new Symbol(entry.Groups[2].Value, Hexadecimal(entry, 1));
        }

        Finish();

        void Finish()
        {
            if (symbol is not null && instructions.Count > 0) _functions[instructions[0].Address] = new MachineFunction(symbol, LiteralPool.Cut([.. instructions]));
            instructions.Clear();
        }
    }

    /// <summary>Disassembles an object file.</summary>
    public static ObjectListing Read(Arm64Toolchain tools, string objectFile) => new(ToolProcess.Run(
        tools.Objdump, ["--syms", "--disassemble", "--reloc", "--no-show-raw-insn", objectFile], TimeSpan.FromMinutes(1))
        .EnsureSuccess().StandardOutput);

    /// <summary>The names of the symbols that an object file or executable defines.</summary>
    public static IReadOnlySet<string> DefinedSymbols(Arm64Toolchain tools, string file) => ToolProcess
        .Run(tools.Objdump, ["--syms", file], TimeSpan.FromMinutes(1)).EnsureSuccess().StandardOutput.Split('\n')
        .Select(line => SymbolLine().Match(line))
        .Where(symbol => symbol.Success && symbol.Groups[2].Value != "*UND*")
        .Select(symbol => symbol.Groups[3].Value)
        .ToHashSet();

    /// <summary>Every symbol that starts with <paramref name="prefix"/>.</summary>
    public IEnumerable<string> SymbolsWithPrefix(string prefix) => _symbols.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Where a symbol stands; null when the file does not mention it.</summary>
    public Symbol? Symbol(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>The method of this linker name; null when the file has none.</summary>
    public MachineFunction? Function(string name) =>
        _symbols.TryGetValue(name, out var symbol) && symbol.Section == ManagedCode ? _functions.GetValueOrDefault(symbol.Address) : null;

    /// <summary>The method that starts at an address of the managed code; null when none does.</summary>
    public MachineFunction? FunctionAt(ulong address) => _functions.GetValueOrDefault(address);

    private static ulong Hexadecimal(Match match, int group) => ulong.Parse(match.Groups[group].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    //     28c4:	stp	d8, d9, [sp, #24]  // comment
    [GeneratedRegex(@"^ *([0-9a-f]+):\t(\S+)(?:\t(.*?))?(?:\s+//.*)?$")]
    private static partial Regex InstructionLine();

    //			2bb8: R_AARCH64_CALL26	RhpNewFast+0x8
    [GeneratedRegex(@"^\t+[0-9a-f]+: R_\S+\t(.+?)(?:[+-]0x[0-9a-f]+)?$")]
    private static partial Regex RelocationLine();

    // 00000000000028c0 <Kernels_Samples_Gemm__Tile5x4>:
    [GeneratedRegex("^[0-9a-f]+ <(.+)>:$")]
    private static partial Regex FunctionLine();

    // 00000000000028c0 g     F __managedcode	00000000000002e4 Kernels_Samples_Gemm__Tile5x4
    [GeneratedRegex(@"^([0-9a-f]+) .{7} (\S+)\t[0-9a-f]+ (?:\.hidden )?(\S+)$")]
    private static partial Regex SymbolLine();
}
