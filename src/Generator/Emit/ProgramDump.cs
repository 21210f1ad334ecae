using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

/// <summary>What <c>[Network(Dump = true)]</c> puts at the head of the API file: each program's graph after all passes, and where its tensors stand.</summary>
internal static class ProgramDump
{
    public static string Of(IEnumerable<NetworkProgram> programs)
    {
        var text = new StringBuilder();
        foreach (var program in programs)
        {
            text.Append($"\n\n{program.Name}, graph:\n{program.Graph.ToString().TrimEnd('\n')}\n\n");
            text.Append($"{program.Name}, layouts and memory (floats):\n{program.Plan.ToString().TrimEnd('\n')}");
        }

        return text.ToString();
    }
}
