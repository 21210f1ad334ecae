using Xunit;

namespace NetGen.Tests;

/// <summary>The folder of reference data beside the repository, or where NETGEN_REFERENCE_DATA says.</summary>
internal static class ReferenceData
{
    /// <summary>The folder of the golden cases; skips the test where it is not.</summary>
    public static string GoldensOrSkip()
    {
        var root = Environment.GetEnvironmentVariable("NETGEN_REFERENCE_DATA") ?? Default();
        var goldens = Path.Combine(root, "goldens");
        Assert.SkipUnless(File.Exists(Path.Combine(goldens, "index.tsv")), $"skipped: reference data not found at {goldens}");
        return goldens;
    }

    private static string Default()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) folder = folder.Parent;
        return Path.GetFullPath(Path.Combine(folder?.FullName ?? ".", "..", "shared", "reference"));
    }
}
