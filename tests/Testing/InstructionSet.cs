using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Testing;

/// <summary>An instruction set networks are emitted for: its name, and whether this machine executes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSupported">Whether this machine executes it.</param>
public sealed record InstructionSet(string Name, bool IsSupported)
{
    /// <summary>The nested class of an emitted network.</summary>
    public string Class => Name + "Kernels";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<InstructionSet> All { get; } =
    [
        new("Portable", true),
        new("Avx2", Avx2.IsSupported && Fma.IsSupported),
        new("Avx512", Vector512.IsHardwareAccelerated),
        new("AdvSimd", AdvSimd.Arm64.IsSupported),
    ];

    /// <summary>Those that this machine executes.</summary>
    public static IEnumerable<InstructionSet> Here => All.Where(i => i.IsSupported);

    /// <summary>
    /// Those and the ones whose code uses nothing but .NET's own vectors, which has software for vectors that the machine lacks: slow, but the same values.
    /// </summary>
    public static IEnumerable<InstructionSet> Executable => All.Where(i => i.IsSupported || i.Name == "Avx512");

    /// <summary><see cref="Executable"/> as an argument of <c>[Network]</c>.</summary>
    public static string ExecutableTargets { get; } = string.Join(" | ", Executable.Select(i => $"Targets.{i.Name}"));
}
