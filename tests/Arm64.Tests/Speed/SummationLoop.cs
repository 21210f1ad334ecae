using System.Text.RegularExpressions;
using NetGen.Arm64.Tests.Emitted;
using NetGen.Arm64.Tests.MachineCode;

namespace NetGen.Arm64.Tests.Speed;

/// <summary>Where a kernel that sums products spends its time: of its innermost loops the one with the most multiply-adds.</summary>
/// <param name="Network">The network's simple name.</param>
/// <param name="Kernel">The emitted method.</param>
/// <param name="Tile">The tile of the runtime that it calls, where it does.</param>
/// <param name="Role">What it computes in the network.</param>
/// <param name="Extents">How far the indices of the sum run, as the remark above the call has them.</param>
/// <param name="Loop">The loop.</param>
internal sealed partial record SummationLoop(string Network, string Kernel, string Tile, string Role, string Extents, MachineLoop Loop)
{
    /// <summary>The loops of a network, in the order of the first calls: forward as it infers, then what only training adds.</summary>
    public static IReadOnlyList<SummationLoop> Of(EmittedProgram emitted)
    {
        var found = new List<SummationLoop>();
        var known = new HashSet<(string, bool)>();
        foreach (var (program, node, kernel) in Calls(emitted.Text))
        {
            var few = kernel.Contains("_Vector", StringComparison.Ordinal);
            if (program is not ("Forward" or "Gradient") || !known.Add((node, few)) || !HasProducts(node)) continue;
            var (tile, loop) = emitted.CodeOf(kernel).SelectMany(code => code.Code.InnermostLoops.Select(l => (code.Tile, Loop: l))).MaxBy(l => l.Loop.FusedMultiplyAdds);
            if (loop is null || loop.FusedMultiplyAdds == 0) continue;
            var role = program == "Forward" ? "forward" : node.Contains(" over N", StringComparison.Ordinal) ? "weight gradient" : "input gradient";
            found.Add(new(emitted.FullName[(emitted.FullName.LastIndexOf('.') + 1)..], kernel, tile, few ? $"{role}, below 4 samples" : role, ExtentsOf(node), loop));
        }

        return found;
    }

    // What is fused behind a sum, and the numbers of the nodes, differ between the programs.
    private static IEnumerable<(string Program, string Node, string Kernel)> Calls(string text)
    {
        string program = "", node = "";
        foreach (var line in text.Split('\n'))
        {
            if (Method().Match(line) is { Success: true } method) program = method.Groups[1].Value;
            else if (Remark().Match(line) is { Success: true } remark) node = NodeNumber().Replace(remark.Groups[1].Value, "%");
            else if (Call().Match(line) is { Success: true } call) yield return (program, node, call.Groups[1].Value);
        }
    }

    /// <summary>Whether a sample costs these sums: the transform of Winograd's filters is kept between calls.</summary>
    private static bool HasProducts(string node) => node.Contains("= contract", StringComparison.Ordinal) || (node.Contains("winograd", StringComparison.Ordinal) && !node.Contains("winograd-filter", StringComparison.Ordinal));

    private static string ExtentsOf(string node) => node.IndexOf(" for ", StringComparison.Ordinal) is > 0 and var at ? OfOne().Replace(node[(at + 5)..], "").TrimEnd() : "";

    // internal static float Gradient<TSink>(ref float input, …
    // Where several threads share a program, its steps stand in that of a thread's part.
    [GeneratedRegex(@"^ +internal static \w+ (\w+?)(?:Part)?(?:<TSink>)?\(")]
    private static partial Regex Method();

    // // tanh3: f32[N, 120] %13 = contract [o] = Σ %10[k] · %11[o, k] + %12[o] for o<120 k<400 then tanh($0) over ()
    [GeneratedRegex(@"^ +// (\w+: f32.*?)(?: then .*)?$")]
    private static partial Regex Remark();

    // else Tanh3_Contract4x16_Tanh(ref …
    [GeneratedRegex(@"^ +(?:if \(.*?\) |else )?([A-Z]\w*_\w+)\(ref ")]
    private static partial Regex Call();

    [GeneratedRegex(@"\b[a-z]\w*<1 ?\b")]
    private static partial Regex OfOne();

    [GeneratedRegex(@"%\d+")]
    private static partial Regex NodeNumber();
}
