using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>
/// The tools that turn C# into arm64 machine code on an x64 Linux machine and run it there. <c>install-tools.sh</c> installs them.
/// </summary>
public sealed class Arm64Toolchain
{
    private static readonly Lazy<(Arm64Toolchain? Tools, string Reason)> s_located = new(Locate);

    private Arm64Toolchain(string compilerPackage, string emulator, string cCompiler, string objdump)
    {
        CompilerPackage = compilerPackage;
        Emulator = emulator;
        CCompiler = cCompiler;
        Objdump = objdump;
        LlvmMca = FindOnPath("llvm-mca");
    }

    /// <summary>The tools of this machine.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what.</exception>
    public static Arm64Toolchain Current => s_located.Value.Tools ?? throw new InvalidOperationException(s_located.Value.Reason);

    /// <summary>The net9.0 build of the NetGen runtime: the one that kernels compiled here may call.</summary>
    public static string RuntimeAssembly => Path.Combine(AppContext.BaseDirectory, "arm64", "NetGen.Runtime.dll");

    /// <summary>Folder of the NuGet package that holds .NET's ahead-of-time compiler and its framework.</summary>
    public string CompilerPackage { get; }

    /// <summary>.NET's ahead-of-time compiler.</summary>
    public string Ilc => Path.Combine(CompilerPackage, "tools", "ilc");

    /// <summary>Framework assemblies kernels compile against; the core library is not among them, see <see cref="CoreLibPatcher"/>.</summary>
    public IReadOnlyList<string> FrameworkAssemblies => SortedAssemblies(Path.Combine(CompilerPackage, "framework"));

    /// <summary>The compiler's own core libraries, as shipped.</summary>
    public IReadOnlyList<string> CoreAssemblies => SortedAssemblies(Path.Combine(CompilerPackage, "sdk"));

    /// <summary>qemu's user-mode emulator for arm64.</summary>
    public string Emulator { get; }

    /// <summary>The cross compiler that builds and links the C driver.</summary>
    public string CCompiler { get; }

    /// <summary>The cross disassembler.</summary>
    public string Objdump { get; }

    /// <summary>LLVM's machine code analyser, or null where it is not installed: only throughput estimates need it.</summary>
    public string? LlvmMca { get; }

    /// <summary>Where what is costly to make and the same for every run is kept.</summary>
    internal static string CacheDirectory => Metadata("Arm64CacheDirectory") ?? Path.Combine(Path.GetTempPath(), "netgen-arm64");

    /// <summary>Whether kernels can be compiled and run here, and if not, why.</summary>
    public static bool Available(out string reason)
    {
        reason = s_located.Value.Reason;
        return s_located.Value.Tools is not null;
    }

    private static (Arm64Toolchain?, string) Locate()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return (null, $"arm64 kernels are cross-compiled on x64 Linux only; this is {RuntimeInformation.RuntimeIdentifier}");

        var missing = new List<string>();
        var emulator = Tool("qemu-aarch64-static", "qemu-user-static");
        var cCompiler = Tool("aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu");
        var objdump = Tool("aarch64-linux-gnu-objdump", "binutils-aarch64-linux-gnu");
        if (missing.Count > 0)
            return (null, $"missing {string.Join(", ", missing)}; tests/Arm64.Tests/install-tools.sh installs what is needed");

        var package = Metadata("Arm64CompilerPackage");
        if (package is null)
            return (null, "this test assembly was built before the arm64 tools were installed; build it again");
        if (!File.Exists(Path.Combine(package, "tools", "ilc")))
            return (null, $"the restored package has no arm64 code generator: expected tools/ilc in {package}");

        return (new Arm64Toolchain(package, emulator!, cCompiler!, objdump!), "");

        string? Tool(string name, string debianPackage)
        {
            var path = FindOnPath(name);
            if (path is null) missing.Add($"{name} (Debian package {debianPackage})");
            return path;
        }
    }

    private static string[] SortedAssemblies(string folder)
    {
        var assemblies = Directory.GetFiles(folder, "*.dll");
        Array.Sort(assemblies, StringComparer.Ordinal);
        return assemblies;
    }

    private static string? FindOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    private static string? Metadata(string key) => typeof(Arm64Toolchain).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
