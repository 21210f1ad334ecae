using System.Runtime.InteropServices;

namespace NetGen.Peers.OnnxRuntime;

/// <summary>Where the shared library is: the command line, the environment, or the folder the fetching script fills.</summary>
internal static class OnnxRuntimeLocation
{
    public const string Variable = "NETGEN_ORT";

    /// <summary>The library's path, or null when none was named and none was fetched.</summary>
    /// <exception cref="FileNotFoundException">A location was named, but no file stands there.</exception>
    public static string? Find(string? given)
    {
        if (given is not null) return Existing(given, "--ort");
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable) return Existing(variable, Variable);
        return Fetched();
    }

    private static string Existing(string path, string source) => File.Exists(path)
        ? path
        : throw new FileNotFoundException($"{source} names '{path}', but there is no such file; it must be ONNX Runtime's shared library.", path);

    private static string? Fetched()
    {
        var platform = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var pattern = OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1*.dylib" : "libonnxruntime.so*";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var package = Path.Combine(folder.FullName, ".peers", "node_modules", "onnxruntime-node", "bin");
            if (!Directory.Exists(package)) continue;
            return Directory.EnumerateFiles(package, pattern, SearchOption.AllDirectories)
                .Where(file => file.Contains(Path.Combine(platform, architecture), StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
        }

        return null;
    }
}
