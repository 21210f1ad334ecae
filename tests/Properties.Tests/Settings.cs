using System.Globalization;
using FsCheck;

namespace NetGen.Properties;

/// <summary>How much is tried: few by default, so that every run does the same in bounded time; environment variables make it a search.</summary>
internal static class Settings
{
    /// <summary>Where the random numbers start: NETGEN_PROPERTY_SEED, or a fixed number.</summary>
    public static ulong Seed { get; } = Number("NETGEN_PROPERTY_SEED", 20_240_611);

    /// <summary>Valid networks that go through all passes: NETGEN_PROPERTY_NETWORKS.</summary>
    public static int Networks { get; } = (int)Number("NETGEN_PROPERTY_NETWORKS", 300);

    /// <summary>Valid networks that are compiled and run: NETGEN_PROPERTY_COMPILED.</summary>
    public static int Compiled { get; } = (int)Number("NETGEN_PROPERTY_COMPILED", 100);

    /// <summary>Invalid declarations: NETGEN_PROPERTY_INVALID.</summary>
    public static int Invalid { get; } = (int)Number("NETGEN_PROPERTY_INVALID", 2_000);

    /// <summary>Texts that are nonsense: NETGEN_PROPERTY_NONSENSE.</summary>
    public static int Nonsense { get; } = (int)Number("NETGEN_PROPERTY_NONSENSE", 60);

    /// <summary>Compilations at a time in a search: NETGEN_PROPERTY_THREADS.</summary>
    public static int Threads { get; } = (int)Number("NETGEN_PROPERTY_THREADS", 1);

    /// <summary>How long a simpler network that fails too is looked for: NETGEN_PROPERTY_SHRINK, in seconds.</summary>
    public static TimeSpan Shrinking { get; } = TimeSpan.FromSeconds(Number("NETGEN_PROPERTY_SHRINK", 120));

    /// <summary>FsCheck's settings for so many tests; a failure throws with the simplest counterexample found and the seed.</summary>
    public static Config Tests(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true)
        .WithReplay(new Replay(Random, null));

    /// <summary>FsCheck's generator at the seed. Its increment must have many changes between 0 and 1 bits: after a small one, numbers depend on each other.</summary>
    public static Rnd Random => new(Mixed(Seed), Mixed(~Seed) | 1);

    private static ulong Mixed(ulong number)
    {
        var z = unchecked(number + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
