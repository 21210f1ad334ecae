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
    public static ThroughputEstimate Of(MachineLoop loop, string processor)
    {
        var tool = Arm64Toolchain.Current.LlvmMca ?? throw new InvalidOperationException("llvm-mca is not installed (Debian package llvm)");
        var output = ToolProcess.Run(
            tool, ["-march=aarch64", $"-mcpu={processor}", $"-iterations={Iterations}", "-json"], TimeSpan.FromMinutes(1), Assembly(loop)).EnsureSuccess();
        using var json = JsonDocument.Parse(output.StandardOutput);
        var summary = json.RootElement.GetProperty("CodeRegions")[0].GetProperty("SummaryView");
        var cycles = summary.GetProperty("TotalCycles").GetDouble() / Iterations;
        return new ThroughputEstimate(processor, cycles, loop.FusedMultiplyAdds / cycles);
    }

    // The disassembler prints addresses where the assembler wants labels; which label does not matter to the analysis.
    private static string Assembly(MachineLoop loop)
    {
        var text = new StringBuilder("start:\n");
        foreach (var instruction in loop.Instructions)
        {
            var operands = instruction.Operands;
            if (instruction.Target is not null || instruction.Mnemonic is "bl" or "adrp" or "adr")
                operands = operands[..(operands.LastIndexOf(',') + 1)] + " start";
            text.Append(instruction.Mnemonic).Append(' ').Append(operands).Append('\n');
        }

        return text.ToString();
    }
}
