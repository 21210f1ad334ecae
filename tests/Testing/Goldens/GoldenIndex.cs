namespace NetGen.Testing;

/// <summary>The golden cases that are there.</summary>
public static class GoldenIndex
{
    private static readonly Lazy<IReadOnlyDictionary<string, GoldenFile>> Loaded = new(Load);

    /// <summary>Every case of the index by its stem; empty without reference data.</summary>
    public static IReadOnlyDictionary<string, GoldenFile> All => Loaded.Value;

    private static Dictionary<string, GoldenFile> Load()
    {
        var index = ReferenceData.Find("goldens", "index.tsv");
        if (index is null) return [];
        return File.ReadLines(index).Skip(1).Where(line => line.Length > 0)
            .Select(line => GoldenFile.Open(Path.Combine(Path.GetDirectoryName(index)!, line.Split('\t')[0])))
            .ToDictionary(file => file.Stem, StringComparer.Ordinal);
    }
}
