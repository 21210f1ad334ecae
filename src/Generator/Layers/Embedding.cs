using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Rows of a trained table by number: [T] → [T, size]; PyTorch's Embedding.</summary>
internal sealed class Embedding : LayerDefinition
{
    /// <summary>Numbers arrive as 32-bit floats, which count exactly to here.</summary>
    private const int MostRows = 1 << 24;

    public override string Kind => "Embedding";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(1, "a vector of row numbers", "put [Flatten] before it")) return null;
        if (c.Positive("Count") is not { } count || c.Positive("Size") is not { } size) return null;
        if (count > MostRows) return c.Fail("NG0106", $"{c.Text} has {count} rows; numbers of rows are exact up to {MostRows}");
        var padding = c.Int("PaddingIndex", -1);
        if (padding < -1 || padding >= count) return c.Fail("NG0105", $"{c.Text}: PaddingIndex is {padding}, but rows are numbered from 0 to {count - 1} (-1: none)");
        if (!c.CanCount(c.X.Shape[0], size)) return null;
        var table = c.Parameter("weight", [count, size], padding < 0 ? new("Normal", 0, 1) : new("Embedding", padding) { AreWhole = true });
        return c.Add(new LookupNode(table, c.X, padding < 0 ? null : padding));
    }
}
