namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>From IL to an arm64 object file with .NET's own code generator, and from there to an executable without a .NET runtime.</summary>
internal static class NativeCompiler
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Compiles the exported methods of <paramref name="assembly"/>, and what they call, into <paramref name="objectFile"/>.</summary>
    public static void Compile(Arm64Toolchain tools, string assembly, IReadOnlyList<string> references, string objectFile, string? instructionSets)
    {
        List<string> arguments =
        [
            assembly, $"-o:{objectFile}", "--targetos:linux", "--targetarch:arm64", "--nativelib", "-O", "--nowarn:IL2104;IL3053",
            $"--generateunmanagedentrypoints:{Path.GetFileNameWithoutExtension(assembly)}",
            "--directpinvoke:libSystem.Native", "--noaotwarn", "--notrimwarn",
        ];
        if (instructionSets is not null) arguments.Add($"--instruction-set:{instructionSets}");
        arguments.AddRange(CoreLibPatcher.PatchedCoreAssemblies(tools).Concat(tools.FrameworkAssemblies).Concat(references).Select(path => $"-r:{path}"));

        // A response file: the list of references is longer than some systems allow on a command line.
        var response = Path.ChangeExtension(objectFile, ".rsp");
        File.WriteAllLines(response, arguments);
        ToolProcess.Run(tools.Ilc, [$"@{response}"], s_limit).EnsureSuccess();
    }

    /// <summary>
    /// Links the object file with the driver. The object also holds the managed side of the .NET runtime, which is never started and whose
    /// native side is missing; references to that are left dangling and lead to address 0.
    /// </summary>
    public static void Link(Arm64Toolchain tools, string driver, string objectFile, string executable) => ToolProcess.Run(
        tools.CCompiler,
        [
            "-static", "-O1", "-std=gnu11", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", driver, objectFile, "-o", executable,
            "-Wl,--gc-sections", "-Wl,--unresolved-symbols=ignore-all", "-lm",
        ],
        s_limit).EnsureSuccess();
}
