using System.Globalization;
using System.Text;
using System.Text.Json;
using NetGen.Arm64.Tests.Toolchain;

namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>
/// What LLVM's machine code analyser expects of a loop on one processor, all loads hitting the first-level cache and every branch predicted.
/// A model's opinion, not a measurement: good for comparing two forms of a loop.
/// </summary>
/// <param name="Processor">LLVM's name, such as <c>cortex-a76</c>.</param>
/// <param name="CyclesPerIteration">Cycles one iteration takes in the long run.</param>
/// <param name="FusedMultiplyAddsPerCycle">Vector multiply-adds a cycle.</param>
public sealed record ThroughputEstimate(string Processor, double CyclesPerIteration, double FusedMultiplyAddsPerCycle)
{
    private const int Iterations = 1000;

    /// <summary>Analyses a loop.</summary>
    /// <exception cref="InvalidOperationException"><c>llvm-mca</c> is not installed or rejects the code.</exception>
    public static ThroughputEstimate Of(MachineLoop loop, string processor) => Of([loop], processor)[0];

    /// <summary>Analyses loops, each by itself.</summary>
    /// <inheritdoc cref="Of(MachineLoop, string)"/>
    public static IReadOnlyList<ThroughputEstimate> Of(IReadOnlyList<MachineLoop> loops, string processor)
    {
        var tool = Arm64Toolchain.Current.LlvmMca ?? throw new InvalidOperationException("llvm-mca is not installed (Debian package llvm)");
        var text = new StringBuilder();
        for (var i = 0; i < loops.Count; i++) Append(text, loops[i], i);
        var output = ToolProcess.Run(
            tool, ["-march=aarch64", $"-mcpu={processor}", $"-iterations={Iterations}", "-json"], TimeSpan.FromMinutes(2), text.ToString()).EnsureSuccess();
        using var json = JsonDocument.Parse(output.StandardOutput);
        var regions = json.RootElement.GetProperty("CodeRegions").EnumerateArray().ToList();
        return [.. loops.Select((loop, i) =>
        {
            var cycles = regions[i].GetProperty("SummaryView").GetProperty("TotalCycles").GetDouble() / Iterations;
            return new ThroughputEstimate(processor, cycles, loop.FusedMultiplyAdds / cycles);
        })];
    }

    // The disassembler prints addresses where the assembler wants labels; which label does not matter to the analysis.
    private static void Append(StringBuilder text, MachineLoop loop, int number)
    {
        text.Append(CultureInfo.InvariantCulture, $"# LLVM-MCA-BEGIN loop{number}\nstart{number}:\n");
        foreach (var instruction in loop.Instructions)
        {
            var operands = instruction.Operands;
            if (instruction.Target is not null || instruction.Mnemonic is "bl" or "adrp" or "adr")
                operands = string.Create(CultureInfo.InvariantCulture, $"{operands[..(operands.LastIndexOf(',') + 1)]} start{number}");
            text.Append(instruction.Mnemonic).Append(' ').Append(operands).Append('\n');
        }

        text.Append("# LLVM-MCA-END\n");
    }
}
