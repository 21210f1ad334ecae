using System.Globalization;
using FsCheck;

namespace NetGen.Properties;

/// <summary>How much is tried: few by default, so that every run does the same in bounded time; environment variables make it a search.</summary>
internal static class Settings
{
    /// <summary>Where the random numbers start: NETGEN_PROPERTY_SEED, or a fixed number.</summary>
    public static ulong Seed { get; } = Number("NETGEN_PROPERTY_SEED", 20_240_611);

    /// <summary>Valid networks that go through all passes: NETGEN_PROPERTY_NETWORKS.</summary>
    public static int Networks { get; } = (int)Number("NETGEN_PROPERTY_NETWORKS", 1_000);

    /// <summary>Valid networks that are compiled and run: NETGEN_PROPERTY_COMPILED.</summary>
    public static int Compiled { get; } = (int)Number("NETGEN_PROPERTY_COMPILED", 300);

    /// <summary>Invalid declarations: NETGEN_PROPERTY_INVALID.</summary>
    public static int Invalid { get; } = (int)Number("NETGEN_PROPERTY_INVALID", 2_000);

    /// <summary>FsCheck's settings for so many tests; a failure throws with the simplest counterexample found and the seed.</summary>
    public static Config Tests(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true)
        .WithReplay(new Replay(Random, null));

    /// <summary>FsCheck's generator at the seed.</summary>
    public static Rnd Random => new(Seed, (2 * Seed) + 1);

    private static ulong Number(string variable, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
