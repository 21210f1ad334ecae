using NetGen.Arm64.Tests.Toolchain;

namespace NetGen.Arm64.Tests.MachineCode;

/// <summary>
/// Something that compiled code needs and that kernels promise to do without: a service of the .NET runtime (allocation, exceptions,
/// write barriers, locks) or writable static data.
/// </summary>
/// <param name="Method">The linker name of the method that needs it.</param>
/// <param name="Symbol">The linker name of what it needs.</param>
public sealed record RuntimeDependency(string Method, string Symbol)
{
    /// <summary>Follows every reference from the entry points through the code and collects those that leave it.</summary>
    internal static IReadOnlyList<RuntimeDependency> Collect(ObjectListing listing, IEnumerable<EntryPoint> entryPoints)
    {
        var found = new List<RuntimeDependency>();
        var pending = new Queue<MachineFunction>(entryPoints.Select(entryPoint =>
            listing.Function(entryPoint.ExportedSymbol) ?? throw new InvalidOperationException($"{entryPoint.Name} was not compiled")));
        var seen = new HashSet<MachineFunction>(pending);
        while (pending.TryDequeue(out var function))
        {
            foreach (var name in function.Instructions.Select(instruction => instruction.Symbol).OfType<string>().Distinct())
            {
                if (listing.Function(name) is { } callee)
                {
                    if (seen.Add(callee)) pending.Enqueue(callee);
                }
                else if (!IsConstant(listing.Symbol(name)))
                {
                    found.Add(new RuntimeDependency(function.Symbol, name));
                }
            }
        }

        return found;
    }

    private static bool IsConstant(Symbol? symbol) => symbol?.Section.StartsWith(".rodata", StringComparison.Ordinal) == true;
}
