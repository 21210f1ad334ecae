using System.Text.RegularExpressions;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>Data goes one way through the compiler: the table of docs/architecture.md says which folder may use which, and the source keeps to it.</summary>
public sealed partial class DependencyTests
{
    [Fact]
    public void Each_folder_uses_only_what_the_table_allows()
    {
        var allowed = Table();
        var breaches =
            from folder in SourceTree.Dependencies
            where folder.Key.Length > 0
            from use in folder.Value
            where !allowed.TryGetValue(folder.Key, out var names) || !names.Contains(use.Key)
            select $"{folder.Key} must not use {(use.Key.Length == 0 ? "the root" : use.Key)}: {use.Value}";
        Assert.Empty(breaches);
    }

    [Fact]
    public void The_table_allows_nothing_that_is_not_used()
    {
        var used = SourceTree.Dependencies;
        var spare =
            from row in Table()
            from name in row.Value
            where !used.TryGetValue(row.Key, out var uses) || !uses.ContainsKey(name)
            select $"{row.Key} does not use {name}";
        Assert.Empty(spare);
    }

    [Fact]
    public void The_table_has_no_circle()
    {
        var table = Table();
        var done = new HashSet<string>(["Roslyn"]);
        while (table.Keys.FirstOrDefault(folder => !done.Contains(folder) && table[folder].All(done.Contains)) is { } next) done.Add(next);
        Assert.DoesNotContain(table.Keys, folder => !done.Contains(folder));
    }

    [Fact]
    public void Namespaces_are_folders()
    {
        foreach (var file in SourceTree.Files(SourceTree.Folder))
        {
            var folder = Path.GetRelativePath(SourceTree.Folder, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            var declared = Namespace().Match(File.ReadAllText(file)).Groups[1].Value;
            if (declared.StartsWith("System.", StringComparison.Ordinal)) continue; // Types the compiler looks for by name.
            string[] fitting = folder == "." ? ["NetGen.Generator"] : [$"NetGen.Generator.{folder}", $"NetGen.Generator.{folder.Split('.')[0]}"];
            Assert.True(fitting.Contains(declared), $"{Path.GetFileName(file)} of {folder} declares {declared}.");
        }
    }

    // Rows such as "| passes | `Passes/` | … | Graph, Model |".
    private static Dictionary<string, string[]> Table()
    {
        var page = File.ReadAllText(RepositoryRoot.Combine("docs", "architecture.md")).ReplaceLineEndings("\n");
        var rows = Row().Matches(page).ToDictionary(
            match => match.Groups[1].Value,
            match => match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(name => name != "–").ToArray(),
            StringComparer.Ordinal);
        Assert.Equal(
            Directory.GetDirectories(SourceTree.Folder).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal),
            rows.Keys.Order(StringComparer.Ordinal));
        return rows;
    }

    [GeneratedRegex(@"^\|[^|\n]*\| `(\w+)/` \|[^|\n]*\| ([^|\n]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
