// Contractions of many terms: their register tiles are the runtime's, which get strides as arguments. What stays here are the loops around them and
// whatever is done with the sums.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

internal sealed partial class ContractSchedule
{
    private const string TileLoops = "tile";

    /// <summary>Loops over the terms a tile of the runtime has.</summary>
    private const int LibraryDepth = 4;

    /// <summary>Whether the factors of terms, and of rows, of the runtime's tiles follow each other in memory.</summary>
    private bool _factorsFollow, _rowsFollow;

    /// <summary>Whether negative sums become zero and nothing else happens to them.</summary>
    private bool IsRelu => _node.Epilogue is { Operands.Count: 0, Expression: BinaryExpr { Op: BinaryOp.Maximum, A: InputExpr, B: ConstantExpr { Value: 0 } } };

    private bool FinishesApart => _epilogue is not null && !IsRelu;

    /// <summary>What the runtime's tiles are told, or null where they do not fit this contraction.</summary>
    private LetTiles? LibraryOf(Loop next, Loop inner, List<Loop> sums, long terms)
    {
        const int x = 0, w = 1, b = 2;
        var y = _streams.Length - 1;
        if (IsPaired || ScalarIsVector || _loops.IsEmpty || terms < TileTable.LeastTerms || sums.Count > LibraryDepth || PanelStrides[x] != 0) return null;
        if ((_mask && RowsArePanels) || (_c.Accumulate && _epilogue is not null) || (Sinks && next.Extent > 1)) return null;
        var arguments = new List<(string, string)>();
        void add(string name, long value)
        {
            if (value != 0) arguments.Add((name, Index.Text(checked((int)value))));
        }

        if (_node.HasBias)
        {
            var varies = VariesAlongLanes(_extra[0]);
            if (varies ? inner.Strides[b] != 0 || next.Strides[b] != 0 : PanelStrides[b] != 0) return null;
            arguments.Add(("start", $"__nk::TileStart.{(varies ? "Panels" : "Rows")}"));
            add("bPanel", PanelStrides[b]);
            add("bRow", inner.Strides[b]);
            add("bLine", next.Strides[b]);
        }

        if (IsRelu || (_c.Accumulate && !Sinks)) arguments.Add(("end", $"__nk::TileEnd.{(IsRelu ? "Relu" : "Add")}"));
        if (SpecialTail) arguments.Add(("tailLanes", Index.Text(TailLanes)));
        if (SpecialTail && _result.IsExact) arguments.Add(("isExact", "true"));
        for (var depth = 0; depth < sums.Count; depth++)
        {
            var loop = sums[sums.Count - 1 - depth];
            arguments.Add(($"n{depth}", loop.Trips));
            add($"x{depth}", loop.Strides[x]);
            add($"w{depth}", loop.Strides[w]);
        }

        _factorsFollow = sums[sums.Count - 1] is var last && last.Strides[x] == 1 && last.Strides[w] == Layout.Lanes;
        _rowsFollow = inner.Strides[x] == 1;
        add("xRow", inner.Strides[x]);
        add("xLine", next.Strides[x]);
        add("wPanel", PanelStrides[w]);
        add("yRow", inner.Strides[y]);
        add("yLine", next.Strides[y]);
        add("yPanel", PanelStrides[y]);
        return new(TileLoops, arguments);
    }

    private bool HasTile(int outerRows, int rows, int panels) =>
        TileTable.Has(_c.Isa.Lanes, _c.Isa.Registers, _c.Isa.MultipliesByElement, outerRows, rows, panels) && (outerRows == 1 || !Sinks);

    /// <summary>How a tile of these rows loads its factors.</summary>
    private FactorLoad LoadOf(int outerRows, int rows)
    {
        if (!_c.Isa.MultipliesByElement) return FactorLoad.Single;
        if (!Sinks && _factorsFollow) return FactorLoad.FourTerms;
        return _rowsFollow && TileTable.Has(FactorLoad.FourRows, outerRows, rows) ? FactorLoad.FourRows : FactorLoad.Single;
    }

    /// <summary>Whether the sums of a group can be stored and then finished: not where nothing may be written behind the last of them.</summary>
    private bool HasLibraryEnd(Group group) => !(FinishesApart && group.IsLast && _result.IsExact);

    private List<Statement> LibraryRows(
        Loop next, Loop inner, (int Size, int Count)[] lines, (int Size, int Count)[] columns, IReadOnlyList<string> references, Group group)
    {
        var statements = new List<Statement>();
        var firstOuter = 0;
        foreach (var (outerRows, outerCount) in lines)
        {
            var piece = new List<Statement>();
            var atOuter = Shift(references, piece, firstOuter, next.Strides);
            piece.AddRange(Repeat("row", outerCount, [.. next.Strides.Select(s => s * outerRows)], atOuter, r =>
            {
                var inRow = new List<Statement>();
                var first = 0;
                foreach (var (rows, count) in columns)
                {
                    inRow.Add(Call(TileTable.Name(outerRows, rows, group.Size, Sinks, LoadOf(outerRows, rows)), Shift(r, inRow, first, inner.Strides), Index.Text(count), group));
                    first += rows * count;
                }

                if (FinishesApart) inRow.Add(FinishApart([next with { Extent = outerRows }, inner], r, group));
                return inRow;
            }));
            AddPiece(statements, piece, firstOuter > 0 && lines[0].Count == 1 && firstOuter == Rest(columns));
            firstOuter += outerRows * outerCount;
        }

        return statements;
    }

    private List<Statement> LibraryBatch(Loop batch, IReadOnlyList<string> references, Group group)
    {
        List<Statement> statements = [Call(TileTable.BatchName(group.Size, LoadOf(1, 1)), references, "n", group)];
        if (FinishesApart) statements.Add(FinishApart([batch], references, group));
        return statements;
    }

    private List<Statement> LibraryRow(IReadOnlyList<string> references, Group group)
    {
        List<Statement> statements = [Call(TileTable.Name(1, 1, group.Size, hasSink: false, LoadOf(1, 1)), references, "1", group)];
        if (FinishesApart) statements.Add(FinishApart([], references, group));
        return statements;
    }

    private CallTiles Call(string method, IReadOnlyList<string> references, string count, Group group)
    {
        string x = references[0], w = references[1], y = references[references.Count - 1];
        var isLast = group.IsLast && (_result.IsExact || !FinishesApart);
        return new(method, TileLoops, Sinks ? [x, w, y] : [x, w, _node.HasBias ? references[2] : w, y], count, isLast, Sinks);
    }
}
