using Xunit;

namespace NetGen.Tests;

/// <summary>The working copy that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>Its root, the folder of the solution; null when the tests run elsewhere.</summary>
    public static string? Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) folder = folder.Parent;
            return folder?.FullName;
        }
    }

    /// <summary>A folder of it; skips the test where there is none.</summary>
    public static string FolderOrSkip(params string[] path)
    {
        var folder = Path.Combine([Root ?? ".", .. path]);
        Assert.SkipUnless(Root is not null && Directory.Exists(folder), $"skipped: the sources are not at {folder}");
        return folder;
    }
}
