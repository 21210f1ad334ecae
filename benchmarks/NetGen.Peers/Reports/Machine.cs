using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Peers.Measuring;

namespace NetGen.Peers.Reports;

/// <summary>What a reader must know to judge the figures: machine, versions, command.</summary>
internal static class Machine
{
    private const string Switches = "DOTNET_";
    private static readonly int[] VectorBits = [512, 256, 128];

    public static IEnumerable<string> Describe(IReadOnlyList<string> arguments, int? core)
    {
        var quoted = arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument);
        yield return $"command: dotnet run -c Release --project benchmarks/NetGen.Peers -- {string.Join(' ', quoted)}";
        yield return $"date:    {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        yield return $"machine: {Processor()}, {Environment.ProcessorCount} usable core(s); {RuntimeInformation.OSDescription.Trim()}";
        yield return core is null ? "pinning: not offered by this system" : $"pinning: core {core}{Load()}";
        yield return $"runtime: {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {Instructions()}{Variables()}";
        foreach (var bits in VectorBits.Where(FmaPeak.IsSupported))
        {
            using var peak = new FmaPeak(bits);
            var times = new Measure { Rounds = 31, SampleMilliseconds = 0.2, WarmUpMilliseconds = 5 }.Interleave([peak])!;
            yield return $"peak:    {peak.Flops / new Samples(times[0]).Median,6:F1} GFLOP/s with {bits}-bit fused multiply-adds";
        }
    }

    private static string Processor()
    {
        if (!OperatingSystem.IsLinux()) return RuntimeInformation.OSArchitecture.ToString();
        var facts = File.ReadLines("/proc/cpuinfo")
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0], StringComparer.Ordinal)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return facts.TryGetValue("model name", out var name)
            ? $"{name} (family {facts.GetValueOrDefault("cpu family", "?")}, model {facts.GetValueOrDefault("model", "?")})"
            : RuntimeInformation.OSArchitecture.ToString();
    }

    private static string Load()
    {
        if (!OperatingSystem.IsLinux()) return string.Empty;
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"; load average before the run {load} (above 0 means that something else was running)";
    }

    private static string Instructions() => Vector512.IsHardwareAccelerated ? "512-bit vectors"
        : Fma.IsSupported && Avx2.IsSupported ? "AVX2"
        : AdvSimd.Arm64.IsSupported ? "AdvSimd"
        : "128-bit vectors";

    private static string Variables()
    {
        var set = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith(Switches + "Enable", StringComparison.OrdinalIgnoreCase) || name.StartsWith(Switches + "Tiered", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}")
            .ToArray();
        return set.Length == 0 ? string.Empty : $", {string.Join(' ', set)}";
    }
}
