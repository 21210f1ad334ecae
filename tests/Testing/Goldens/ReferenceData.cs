namespace NetGen.Testing;

/// <summary>
/// The folder of reference data: what NETGEN_REFERENCE_DATA names, otherwise <c>../shared/reference</c> beside the repository. It is not part of
/// the project; tests that need it are skipped where it is absent.
/// </summary>
public static class ReferenceData
{
    /// <summary>The folder that was looked for, whether it exists or not.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NETGEN_REFERENCE_DATA") is { Length: > 0 } given ? given : BesideRepository();

    /// <summary>The full path of a file or folder in it, or null when there is none.</summary>
    public static string? Find(params string[] path)
    {
        var full = Path.Combine([Folder, .. path]);
        return File.Exists(full) || Directory.Exists(full) ? full : null;
    }

    /// <summary>Why a test that needs the data is skipped.</summary>
    public static string Absence => $"Skipped: reference data not found at {Folder}; set NETGEN_REFERENCE_DATA.";

    private static string BesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "reference"));
        return Path.Combine(AppContext.BaseDirectory, "reference");
    }
}
