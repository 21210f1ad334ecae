using Xunit;

namespace NetGen.Tests;

/// <summary>The folder of reference data beside the repository, or where NETGEN_REFERENCE_DATA says.</summary>
internal static class ReferenceData
{
    /// <summary>The folder of the golden cases; skips the test where it is not.</summary>
    public static string GoldensOrSkip()
    {
        var root = Environment.GetEnvironmentVariable("NETGEN_REFERENCE_DATA") ?? Path.GetFullPath(Path.Combine(Repository.Root ?? ".", "..", "shared", "reference"));
        var goldens = Path.Combine(root, "goldens");
        Assert.SkipUnless(File.Exists(Path.Combine(goldens, "index.tsv")), $"skipped: reference data not found at {goldens}");
        return goldens;
    }
}
