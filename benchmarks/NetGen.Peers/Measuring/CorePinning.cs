using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetGen.Peers.Measuring;

/// <summary>
/// Keeps this thread, and the processes it starts from then on, on one core. On Linux the affinity belongs to a thread, and
/// <see cref="Process.ProcessorAffinity"/> would set the main thread's, whichever thread asks.
/// </summary>
internal static unsafe partial class CorePinning
{
    private const int MaskBytes = 128;

    /// <summary>Pins to <paramref name="core"/>, or to the last core this process may use. Null where the system offers no pinning.</summary>
    /// <exception cref="ArgumentException">This process may not use that core.</exception>
    public static int? Pin(int? core)
    {
        if (OperatingSystem.IsLinux()) return PinThread(core);
        if (!OperatingSystem.IsWindows()) return null;
        var process = Process.GetCurrentProcess();
        var allowed = (ulong)process.ProcessorAffinity;
        var chosen = core ?? (63 - System.Numerics.BitOperations.LeadingZeroCount(allowed));
        if (chosen > 63 || (allowed >> chosen & 1) == 0) throw Unavailable(chosen);
        process.ProcessorAffinity = (nint)(1UL << chosen);
        return chosen;
    }

    /// <summary>Cores this process could use before it was pinned; 1 where that is not known.</summary>
    public static int Usable { get; private set; } = 1;

    /// <summary>Gives this thread, and those it starts from then on, all cores back until the result is disposed of. Linux only.</summary>
    public static IDisposable Release()
    {
        var pinned = new byte[MaskBytes];
        fixed (byte* current = pinned)
            if (GetAffinity(0, MaskBytes, current) < 0) throw new InvalidOperationException($"The cores of this process cannot be read (error {Marshal.GetLastPInvokeError()}).");
        Set(s_all);
        return new Pinned(pinned);
    }

    private static readonly byte[] s_all = new byte[MaskBytes];

    private static void Set(byte[] cores)
    {
        fixed (byte* mask = cores)
            if (SetAffinity(0, MaskBytes, mask) != 0) throw new InvalidOperationException($"This thread cannot be pinned (error {Marshal.GetLastPInvokeError()}).");
    }

    private sealed class Pinned(byte[] mask) : IDisposable
    {
        public void Dispose() => Set(mask);
    }

    private static int PinThread(int? core)
    {
        var mask = stackalloc byte[MaskBytes];
        if (GetAffinity(0, MaskBytes, mask) < 0) throw new InvalidOperationException($"The cores of this process cannot be read (error {Marshal.GetLastPInvokeError()}).");
        new Span<byte>(mask, MaskBytes).CopyTo(s_all);
        Usable = s_all.Sum(cores => int.PopCount(cores));
        var chosen = core ?? Enumerable.Range(0, MaskBytes * 8).Last(IsAllowed);
        if (chosen >= MaskBytes * 8 || !IsAllowed(chosen)) throw Unavailable(chosen);
        new Span<byte>(mask, MaskBytes).Clear();
        mask[chosen / 8] = (byte)(1 << (chosen % 8));
        if (SetAffinity(0, MaskBytes, mask) != 0) throw new InvalidOperationException($"This thread cannot be pinned (error {Marshal.GetLastPInvokeError()}).");
        return chosen;

        bool IsAllowed(int candidate) => (mask[candidate / 8] >> (candidate % 8) & 1) != 0;
    }

    private static ArgumentException Unavailable(int core) => new($"This process may not use core {core}.");

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetAffinity(int thread, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetAffinity(int thread, nuint size, byte* mask);
}
