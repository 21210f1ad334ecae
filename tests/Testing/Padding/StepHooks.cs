using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Testing;

/// <summary>Inserts a call of <see cref="KernelHook"/> behind every step of the programs in an emitted file; the compiler itself emits none.</summary>
internal static partial class StepHooks
{
    /// <summary>The text with calls. A program's steps begin with a comment that names their node.</summary>
    public static string Insert(string text)
    {
        var result = new StringBuilder();
        string? kernels = null, program = null, node = null;
        foreach (var line in text.Split('\n'))
        {
            if (Class().Match(line) is { Success: true } type) kernels = type.Groups[1].Value;
            var step = Step().Match(line);
            var ends = program is not null && (line.TrimStart().StartsWith("return ", StringComparison.Ordinal) || End().IsMatch(line));
            if (node is not null && (step.Success || ends))
            {
                var gradient = program == "Gradient" ? "gradient" : "workspace";
                result.Append($"global::NetGen.Testing.KernelHook.After(typeof({kernels}), \"{program}\", {node}, ref workspace, ref {gradient}, n);\n");
                node = null;
            }

            if (Method().Match(line) is { Success: true } method) program = method.Groups[1].Value;
            else if (ends) program = null;
            if (program is not null && step.Success) node = step.Groups[1].Value;
            result.Append(line).Append('\n');
        }

        return result.ToString();
    }

    [GeneratedRegex(@"^\s*internal static (?:partial )?class (\w+)")]
    private static partial Regex Class();

    [GeneratedRegex(@"^\s*internal static (?:void|float) (Forward|Inspect|Evaluate|Gradient)(?:<TSink>)?\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"^\s*// .*? %(\d+) = ")]
    private static partial Regex Step();

    [GeneratedRegex(@"^ {4,}\}\s*$")]
    private static partial Regex End();
}
