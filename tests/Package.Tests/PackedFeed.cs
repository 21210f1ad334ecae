using NetGen.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(NetGen.Package.Tests.PackedFeed))]

namespace NetGen.Package.Tests;

/// <summary>The package, packed once into a feed of its own in a temporary folder outside of the repository.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    public const string Version = "0.0.1-test";

    // Signs that packages could not be had, as opposed to a package that is wrong.
    private static readonly string[] Offline = ["NU1301", "NU1101", "NU1102", "NU1103", "NU1801", "NETSDK1004"];

    private string? _unavailable;

    /// <summary>The temporary folder; removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("netgen-package-").FullName;

    /// <summary>The package's file.</summary>
    public string Package => Path.Combine(Folder, "feed", $"NetGen.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        // Built aside, because the checkout's own output may be in use by other tests.
        var result = await DotnetCommand.Run(
            RepositoryRoot.Combine(), "pack", RepositoryRoot.Combine("src", "Package", "NetGen.csproj"), "-c", "Release", "-v", "quiet",
            "--artifacts-path", Path.Combine(Folder, "artifacts"), "-o", Path.Combine(Folder, "feed"), $"-p:Version={Version}");
        if (result.ExitCode == 0) return;
        _unavailable = OfflineCode(result.Output);
        Assert.True(_unavailable is not null, result.ToString());
    }

    /// <summary>Whether a command failed because packages could not be had.</summary>
    public static bool IsOffline(string output) => OfflineCode(output) is not null;

    private static string? OfflineCode(string output) => Offline.FirstOrDefault(code => output.Contains(code, StringComparison.Ordinal));

    /// <summary>Skips the test, with the reason, where nothing could be packed for want of packages.</summary>
    public void Require()
    {
        if (_unavailable is not null) Assert.Skip($"The package cannot be packed without access to a package source ({_unavailable}).");
    }

    /// <summary>A project outside of the repository that references the package.</summary>
    public string Consumer(string name, params string[] sources)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(machine);
        File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), Text("Consumer.csproj.txt").Replace("$(NetGenVersion)", Version, StringComparison.Ordinal));
        var config = Text("nuget.config.txt")
            .Replace("\"feed\"", $"\"{Path.Combine(Folder, "feed")}\"", StringComparison.Ordinal)
            .Replace("{machine}", machine, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, "nuget.config"), config);
        foreach (var source in sources) File.WriteAllText(Path.Combine(folder, source.Replace(".cs.txt", ".cs", StringComparison.Ordinal)), Text(source));
        return folder;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    private static string Text(string name)
    {
        using var stream = typeof(PackedFeed).Assembly.GetManifestResourceStream("Consumer/" + name)
            ?? throw new InvalidOperationException($"Consumer/{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
