// The kernel for one sample.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

internal sealed partial class ContractSchedule
{
    /// <summary>One sample: a matrix times a vector, bound by the weights' bandwidth once they leave the first-level cache.</summary>
    private List<Statement> Single()
    {
        const int wantedSums = 8, largestGroup = 8, streamedBytes = 40_000, streamedLoads = 16;
        var perPanel = _c.Isa.VectorsPerPanel;
        var sums = Sums();
        var terms = sums.Aggregate(1L, (product, l) => product * l.Extent);
        var most = Math.Max(1, Math.Min(largestGroup, (_c.Isa.Registers >= 32 ? 16 : 12) / perPanel));
        var groups = (Panels + most - 1) / most;
        var size = (Panels + groups - 1) / groups;
        var last = sums.Count == 0 ? 1 : sums[sums.Count - 1].Extent;
        var chains = 1;
        while (chains * size * perPanel < wantedSums && last % (chains * 2) == 0 && chains < 8) chains *= 2;
        var unroll = Math.Max(chains, TileShape.Unroll(_c.Isa, last, terms, size * perPanel, 1, rowsAreBatch: false, _c.Unroll));
        unroll -= unroll % chains;
        if (terms * Panels * Layout.Lanes * sizeof(float) > streamedBytes)
            while (unroll * size * perPanel > (IsPaired ? 2 * streamedLoads : streamedLoads) && unroll > chains && unroll % 2 == 0 && unroll / 2 % chains == 0) unroll /= 2;

        var none = new Loop("", 1, null, new long[_streams.Length]);
        _tiles = terms * Panels * perPanel < TileTable.LeastProducts ? null : LibraryOf(none, none, sums, terms);
        var statements = new List<Statement>();
        if (_tiles is not null) statements.Add(_tiles);
        var names = Offset(statements, _streams, _loops.Offsets);
        var outer = _loops.All.Where(l => l.Role is LoopRole.Outer or LoopRole.Row).Select(l => l.Loop).OrderBy(l => l.Count is null ? 1 : 0).ToList();
        statements.AddRange(StridedNest.Build(outer, names, references =>
        {
            var inner = new List<Statement>();
            foreach (var group in PanelGroups(size))
            {
                inner.AddRange(Repeat("group", group.Count, [.. PanelStrides.Select(s => s * group.Size)], Shift(references, inner, group.First, PanelStrides), r =>
                    _tiles is not null && HasLibraryEnd(group) ? LibraryRow(r, group) : Tile([], r, group, sums, 1, chains, unroll)));
            }

            return inner;
        }));
        return statements;
    }
}
