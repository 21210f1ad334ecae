using NetGen.Arm64.Tests.Toolchain;

namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>
/// Something that compiled code needs and that kernels promise to do without: a service of the .NET runtime (allocation, exceptions,
/// write barriers, locks) or static data, save for constant tables.
/// </summary>
/// <param name="Method">The linker name of the method that needs it.</param>
/// <param name="Symbol">The linker name of what it needs.</param>
public sealed record RuntimeDependency(string Method, string Symbol)
{
    /// <summary>Follows every call and reference from the entry points and collects what leaves the compiled code.</summary>
    /// <param name="listing">The object file.</param>
    /// <param name="entryPoints">Where to start.</param>
    /// <param name="linked">Symbols defined in the linked program: what the C library provides is there.</param>
    internal static IReadOnlyList<RuntimeDependency> Collect(ObjectListing listing, IEnumerable<EntryPoint> entryPoints, IReadOnlySet<string> linked)
    {
        var found = new List<RuntimeDependency>();
        var pending = new Queue<MachineFunction>(entryPoints.Select(entryPoint =>
            listing.Function(entryPoint.ExportedSymbol) ?? throw new InvalidOperationException($"{entryPoint.Name} was not compiled")));
        var seen = new HashSet<MachineFunction>(pending);
        while (pending.TryDequeue(out var function))
        {
            foreach (var callee in function.Instructions.Select(instruction => Callee(listing, instruction)).OfType<MachineFunction>())
            {
                if (!IsDivisionCheck(callee) && seen.Add(callee)) pending.Enqueue(callee);
            }

            found.AddRange(function.Instructions
                .Select(instruction => instruction.Symbol)
                .OfType<string>()
                .Distinct()
                .Where(name => !IsOfTeam(name) && !IsThere(name, listing.Symbol(name), linked))
                .Select(name => new RuntimeDependency(function.Symbol, name)));
        }

        return found;
    }

    private static MachineFunction? Callee(ObjectListing listing, Instruction instruction) =>
        instruction.Symbol is { } symbol ? listing.Function(symbol) : instruction.Target is { } target ? listing.FunctionAt(target) : null;

    /// <summary>What .NET puts behind the check of a divisor: a thread's share is a division by the number of threads, which is never zero.</summary>
    private static bool IsDivisionCheck(MachineFunction function) =>
        function.Symbol.EndsWith("ThrowHelpers__ThrowDivideByZeroException", StringComparison.Ordinal) || function.Symbol.EndsWith("ThrowHelpers__ThrowOverflowException", StringComparison.Ordinal);

    /// <summary>What threads share work by: an entry point passes no team of them.</summary>
    private static bool IsOfTeam(string symbol) => symbol.StartsWith("NetGen_Runtime_NetGen_Threading_Team__", StringComparison.Ordinal);

    private static bool IsThere(string name, Symbol? symbol, IReadOnlySet<string> linked) => symbol?.Section switch
    {
        null or "*UND*" => linked.Contains(name),
        ObjectListing.ManagedCode => true,
        var section => section.StartsWith(".rodata", StringComparison.Ordinal),
    };
}
