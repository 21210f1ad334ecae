// The register tiles of a group of panels: over the image, or over the batch.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

internal sealed partial class ContractSchedule
{
    private List<Statement> ImageTiles(
        Loop next, Loop inner, (int Size, int Count)[] lines, (int Size, int Count)[] columns, IReadOnlyList<string> references, Group group, List<Loop> sums, int bodies)
    {
        var statements = new List<Statement>();
        var firstOuter = 0;
        foreach (var (outerRows, outerCount) in lines)
        {
            var piece = new List<Statement>();
            var atOuter = Shift(references, piece, firstOuter, next.Strides);
            piece.AddRange(Repeat("row", outerCount, [.. next.Strides.Select(s => s * outerRows)], atOuter, r1 =>
            {
                var inRow = new List<Statement>();
                var first = 0;
                foreach (var (rows, count) in columns)
                {
                    var at = Shift(r1, inRow, first, inner.Strides);
                    inRow.AddRange(Repeat("column", count, [.. inner.Strides.Select(s => s * rows)], at, r0 =>
                        Tile([next with { Extent = outerRows }, inner with { Extent = rows }], r0, group, sums, bodies)));
                    first += rows * count;
                }

                return inRow;
            }));
            AddPiece(statements, piece, firstOuter > 0 && lines[0].Count == 1 && firstOuter == Rest(columns));
            firstOuter += outerRows * outerCount;
        }

        return statements;
    }

    private List<Statement> BatchRows(Loop batch, TileShape tile, IReadOnlyList<string> references, Group group, List<Loop> sums, int bodies)
    {
        var statements = new List<Statement> { new LetIndex("rows", "n") };
        string[] moving = [.. references];
        for (var i = 0; i < moving.Length; i++)
        {
            if (batch.Strides[i] == 0) continue;
            moving[i] = StridedNest.Next(references[i]);
            statements.Add(new Alias(moving[i], references[i], "0"));
        }

        int[] sizes = [.. TileShape.BatchPieces(_c.Isa, tile.Rows)];
        for (var p = 0; p < sizes.Length; p++)
        {
            var size = sizes[p];
            var body = Tile([batch with { Extent = size, Count = null }], moving, group, sums, bodies);
            for (var i = 0; i < moving.Length; i++)
                if (batch.Strides[i] != 0) body.Add(new Advance(moving[i], Index.Text(batch.Strides[i] * size)));
            // Two of the next size rather than one of this and single rows.
            var smaller = p + 1 < sizes.Length && _c.Isa.HasLowTiles ? sizes[p + 1] : 0;
            statements.Add(new WhileTiles("rows", size, body, smaller > 1 ? [.. Enumerable.Range(2 * smaller, size - smaller)] : null));
        }

        return statements;
    }

    /// <summary>One register tile: initialise, sum, store.</summary>
    private List<Statement> Tile(IReadOnlyList<Loop> rowLoops, IReadOnlyList<string> references, Group group, List<Loop> sums, int bodies, int chains = 1, int? unroll = null)
    {
        var statements = new List<Statement>();
        var rows = Rows(rowLoops);
        var perPanel = _c.Isa.VectorsPerPanel;
        var vectors = group.Size * perPanel;
        // A short tile would wait for its own sums: then every second term goes to a second sum.
        // Not over the batch: there a sample's result would depend on how many are computed with it.
        if (chains == 1 && !_rowsAreBatch && rows.Count * vectors < TileShape.LeastSums && sums.Count > 0 && sums[sums.Count - 1] is { Count: null, Extent: > 2 }) chains = 2;
        for (var m = 0; m < rows.Count; m++)
        {
            for (var v = 0; v < vectors; v++)
            {
                // A bias that is the same for every row is loaded once.
                var same = m > 0 && rows[m][2] == rows[0][2];
                Value first = !_node.HasBias ? new Number(0) : same ? new Local(Accumulators.Name(0, v, 0)) : Extra(0, rows[m], v, references);
                statements.Add(new Let(Accumulators.Name(m, v, 0), first));
                for (var chain = 1; chain < chains; chain++) statements.Add(new Let(Accumulators.Name(m, v, chain), new Number(0)));
            }
        }

        if (!_loops.IsEmpty) statements.AddRange(SumNest(rows, references, vectors, sums, bodies, chains, unroll));
        // Constants of the epilogue are held in registers over the whole method.
        var crowded = _epilogueConstants > 0 && (rows.Count * vectors) + vectors + 1 + _epilogueConstants > _c.Isa.Registers;
        var later = (_epilogueIsLong || crowded) && !_c.Accumulate && !(group.IsLast && _result.IsExact);
        List<Value> values = [];
        for (var m = 0; m < rows.Count; m++)
        {
            for (var v = 0; v < vectors; v++)
            {
                Value value = new Local(Accumulators.Name(m, v, 0));
                for (var chain = 1; chain < chains; chain++) value = new Binary(BinaryOp.Add, value, new Local(Accumulators.Name(m, v, chain)));
                if (later)
                {
                    statements.Add(new Store(At(references[_streams.Length - 1], _streams.Length - 1, rows[m], v), value));
                    continue;
                }

                values.Add(value);
                if (!Sinks) statements.AddRange(Finish(value, rows[m], m, v, references, group));
            }
        }

        if (later) statements.Add(FinishApart(rowLoops, references, group));
        else if (Sinks) statements.Add(HandOver(values, rowLoops, references, group));
        return statements;
    }

    /// <summary>Hands the sums to the sink, which is told where the rows and panels stand in the result.</summary>
    private HandOver HandOver(IReadOnlyList<Value> values, IReadOnlyList<Loop> rowLoops, IReadOnlyList<string> references, Group group)
    {
        var y = _streams.Length - 1;
        Loop[] loops = [new("panel", group.Size, null, PanelStrides), .. rowLoops];
        // Panel by panel: neighbours in memory one after the other.
        var perPanel = _c.Isa.VectorsPerPanel;
        var vectors = group.Size * perPanel;
        var rows = Rows(rowLoops);
        var sums = values.Select((value, i) => (Value: value, Row: i / vectors, Vector: i % vectors)).OrderBy(v => v.Vector / perPanel).ThenBy(v => v.Row).ThenBy(v => v.Vector).ToList();
        // The widest tile comes first, and takes most of the time.
        var isMain = !_hasMain;
        _hasMain = true;
        return new(references[y], [.. sums.Select(v => v.Value)], [.. loops.Select(l => (l.Extent, checked((int)l.Strides[y])))], isMain ? [.. sums.Select(v => At(references[y], y, rows[v.Row], v.Vector))] : null);
    }

    /// <summary>The offsets of every row of a tile.</summary>
    private List<Strides> Rows(IReadOnlyList<Loop> loops)
    {
        var rows = new List<Strides> { new long[_streams.Length] };
        foreach (var loop in loops) rows = [.. rows.SelectMany(row => Enumerable.Range(0, loop.Extent).Select(i => row.Plus(Strides.Of(loop, i))))];
        return rows;
    }

    private Address At(string reference, int stream, Strides row, int v)
    {
        var perPanel = _c.Isa.VectorsPerPanel;
        return new(reference, checked((int)(row[stream] + (v / perPanel * PanelStrides[stream]) + (v % perPanel * _c.Isa.Lanes))));
    }
}
