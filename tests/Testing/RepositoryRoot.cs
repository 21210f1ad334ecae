namespace NetGen.Testing;

/// <summary>The checkout the tests were built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>A path below the root.</summary>
    public static string Combine(params string[] parts) => Path.Combine([Found.Value, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds NetGen.sln; run the tests inside of a checkout.");
    }
}
