namespace NetGen.Peers.Torch;

/// <summary>
/// The settings under which PyTorch computes fastest on one core. Distributions link it to the reference BLAS, several times slower than
/// OpenBLAS, which is therefore preloaded where it is installed.
/// </summary>
internal static class OpenBlas
{
    private static readonly string[] Folders = ["/usr/lib", "/usr/lib64", "/usr/local/lib"];

    /// <summary>Variables for the Python process.</summary>
    public static IEnumerable<(string Name, string Value)> Environment()
    {
        yield return ("OMP_NUM_THREADS", "1");
        yield return ("OPENBLAS_NUM_THREADS", "1");
        if (Find() is { } library) yield return ("LD_PRELOAD", library);
        // Releases older than the processor take it for a lesser one; its kernels for 512-bit vectors are named after Skylake-X.
        if (HasAvx512) yield return ("OPENBLAS_CORETYPE", "SkylakeX");
    }

    // Asked of the system, not of the runtime, where 512-bit vectors may be switched off for our side.
    private static bool HasAvx512 => OperatingSystem.IsLinux() && File.ReadAllText("/proc/cpuinfo").Contains(" avx512f ", StringComparison.Ordinal);

    private static string? Find() => OperatingSystem.IsLinux()
        ? Folders.Where(Directory.Exists)
            .SelectMany(folder => new[] { folder }.Concat(Directory.EnumerateDirectories(folder, "*-linux-gnu*")))
            .Select(folder => Path.Combine(folder, "libopenblas.so.0"))
            .FirstOrDefault(File.Exists)
        : null;
}
