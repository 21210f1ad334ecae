using System.Diagnostics;
using System.Runtime.InteropServices;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>
/// What the JIT of a process of its own made of the sample networks' kernels: all networks run there, forward, evaluation and gradient, through the
/// class of one instruction set.
/// </summary>
internal sealed class JitRun
{
    private static readonly Dictionary<string, Lazy<JitRun>> Runs = InstructionSet.All.ToDictionary(i => i.Name, i => new Lazy<JitRun>(() => new(i.Name)), StringComparer.Ordinal);

    private JitRun(string isa)
    {
        var folder = Directory.CreateTempSubdirectory("netgen-jit-").FullName;
        try
        {
            string assembly = Path.Combine(folder, "Sampled.dll"), listing = Path.Combine(folder, "jit.txt");
            File.WriteAllBytes(assembly, SampleAssembly.Image);
            Probe(assembly, isa, listing);
            Methods = X64Method.Read(File.ReadLines(listing));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The methods of the instruction set's classes.</summary>
    public IReadOnlyList<X64Method> Methods { get; }

    /// <summary>The run for an instruction set of x64; where this machine lacks it the test is skipped.</summary>
    public static JitRun Of(string isa)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "The listings are read for x64.");
        Assert.SkipUnless(InstructionSet.All.Single(i => i.Name == isa).IsSupported, $"This machine does not execute {isa}.");
        return Runs[isa].Value;
    }

    /// <summary>The methods of one network.</summary>
    public IReadOnlyList<X64Method> Of(string network, string isa) => [.. Methods.Where(m => m.Name.Contains($".{network}+{isa}Kernels:", StringComparison.Ordinal))];

    /// <summary>The runtime's register tiles.</summary>
    public IReadOnlyList<X64Method> Tiles(string isa) => [.. Methods.Where(m => m.Name.Contains($".{isa}Tiles:", StringComparison.Ordinal))];

    private static void Probe(string assembly, string isa, string listing)
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "NetGen.JitProbe.dll"), assembly, isa]) { RedirectStandardError = true };
        // Only these settings: what this process was started with must not change the code.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) || k.StartsWith("COMPlus_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_JitStdOutFile"] = listing;
        start.Environment["DOTNET_JitDisasm"] = $"*+{isa}Kernels:* *{isa}Tiles:*";
        start.Environment["DOTNET_JitDisasmWithCodeBytes"] = "1";
        // With AVX-512 the narrower classes would get 32 registers, which the machines they are for do not have.
        if (isa != "Avx512") start.Environment["DOTNET_EnableAVX512"] = "0";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The probe for {isa} ended with {process.ExitCode}: {errors}");
    }
}
