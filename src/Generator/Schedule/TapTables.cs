using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>A <see cref="TapTable"/> as static data of a kernel, and how its entries are read.</summary>
internal static class TapTables
{
    private const string Starts = "starts", Sources = "sources", Weights = "weights", First = "first", End = "end";

    /// <summary>The data a kernel reads: where the taps of a position start only where that is no multiple.</summary>
    public static IEnumerable<Statement> Of(TapTable table)
    {
        if (!table.IsUniform) yield return new LetTable(Starts, table.Starts);
        yield return new LetTable(Sources, table.Sources);
        if (table.Weights is { } weights) yield return new LetWeights(Weights, weights);
    }

    /// <summary>The position in the operand of a tap.</summary>
    public static string Source(string tap) => Entry(Sources, tap);

    public static Address Weight(string tap) => new(Weights, tap);

    /// <summary>Which taps are those of position <paramref name="i"/>.</summary>
    public static IEnumerable<Statement> Bounds(TapTable table, string i) => table.IsUniform
        ? [new LetIndex(First, Index.Times(i, table.MostTaps)), new LetIndex(End, Index.Sum(First, Index.Text(table.MostTaps)))]
        : [new LetIndex(First, Entry(Starts, i)), new LetIndex(End, Entry(Starts, Index.Sum(i, "1")))];

    /// <summary>A loop over the taps of the position whose bounds were read, in a variable named <c>tap</c>.</summary>
    public static Statement Loop(IReadOnlyList<Statement> body) => new For("tap", First, End, 1, body);

    private static string Entry(string table, string index) => $"__u.Add(ref {table}, {index})";
}
