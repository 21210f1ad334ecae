namespace NetGen.Generator.Graph;

/// <summary>
/// What each position of a result takes along one axis: position i is the sum of the taps from <c>Starts[i]</c> to <c>Starts[i + 1]</c>, each an element of
/// the operand times a weight. A sparse matrix, row by row.
/// </summary>
internal sealed class TapTable
{
    private TapTable(int[] starts, int[] sources, double[]? weights)
    {
        Starts = starts;
        Sources = sources;
        Weights = weights;
    }

    /// <summary>The first tap of each position, and the number of all taps behind the last.</summary>
    public int[] Starts { get; }

    /// <summary>The position in the operand of each tap.</summary>
    public int[] Sources { get; }

    /// <summary>The factor of each tap, or null where all are 1.</summary>
    public double[]? Weights { get; }

    /// <summary>Positions of the result.</summary>
    public int Extent => Starts.Length - 1;

    /// <summary>The most taps of a position.</summary>
    public int MostTaps => Enumerable.Range(0, Extent).Select(TapsOf).DefaultIfEmpty().Max();

    /// <summary>Whether all positions have as many taps.</summary>
    public bool IsUniform => Enumerable.Range(0, Extent).All(i => TapsOf(i) == TapsOf(0));

    public int TapsOf(int position) => Starts[position + 1] - Starts[position];

    /// <summary>The table of a sum with weights: the taps of each position in order.</summary>
    public static TapTable Of(IReadOnlyList<IReadOnlyList<(int Source, double Weight)>> positions) => Of(positions, isWeighted: true);

    /// <summary>The table of a gather: one element for each position, none where the entry is −1.</summary>
    public static TapTable OfGather(IEnumerable<int> table) => Of([.. table.Select(from => (IReadOnlyList<(int, double)>)(from < 0 ? [] : [(from, 1.0)]))], isWeighted: false);

    /// <summary>
    /// The table of the gradient: what each of <paramref name="extent"/> elements of the operand gave to the result. Taps of a position on one element
    /// become one.
    /// </summary>
    public TapTable Transposed(int extent)
    {
        var rows = Enumerable.Range(0, extent).Select(_ => new List<(int Source, double Weight)>()).ToArray();
        for (var i = 0; i < Extent; i++)
        {
            for (var tap = Starts[i]; tap < Starts[i + 1]; tap++)
            {
                var row = rows[Sources[tap]];
                var weight = Weights?[tap] ?? 1;
                if (row.Count > 0 && row[row.Count - 1].Source == i) row[row.Count - 1] = (i, row[row.Count - 1].Weight + weight);
                else row.Add((i, weight));
            }
        }

        return Of(rows, Weights is not null);
    }

    private static TapTable Of(IReadOnlyList<IReadOnlyList<(int Source, double Weight)>> positions, bool isWeighted)
    {
        var starts = new int[positions.Count + 1];
        for (var i = 0; i < positions.Count; i++) starts[i + 1] = starts[i] + positions[i].Count;
        return new(starts, [.. positions.SelectMany(p => p.Select(tap => tap.Source))], isWeighted ? [.. positions.SelectMany(p => p.Select(tap => tap.Weight))] : null);
    }
}
