using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>
/// A <see cref="TapTable"/> for lanes that run along its positions: panel after panel, tap after tap, the entries of 16 positions. Positions with fewer taps
/// than the most, and those behind the last, have entries that count for nothing.
/// </summary>
internal sealed class PanelTable
{
    /// <summary>The entry of a tap that is not there: negative, and element 0 without its sign bit.</summary>
    private const int Nothing = int.MinValue;

    public PanelTable(TapTable table)
    {
        Taps = Math.Max(1, table.MostTaps);
        Panels = (table.Extent + Layout.Lanes - 1) / Layout.Lanes;
        Sources = [.. Enumerable.Repeat(Nothing, Panels * Taps * Layout.Lanes)];
        Weights = table.Weights is null ? null : new double[Sources.Length];
        for (var i = 0; i < table.Extent; i++)
        {
            for (var tap = 0; tap < table.TapsOf(i); tap++)
            {
                var entry = (((i / Layout.Lanes * Taps) + tap) * Layout.Lanes) + (i % Layout.Lanes);
                Sources[entry] = table.Sources[table.Starts[i] + tap];
                if (Weights is not null) Weights[entry] = table.Weights![table.Starts[i] + tap];
            }
        }

        HasGaps = Sources.Contains(Nothing);
    }

    /// <summary>Entries of each position.</summary>
    public int Taps { get; }

    public int Panels { get; }

    public int[] Sources { get; }

    public double[]? Weights { get; }

    /// <summary>Whether some entries count for nothing.</summary>
    public bool HasGaps { get; }
}
