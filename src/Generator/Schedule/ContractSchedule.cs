// Input: a contraction and its operands' layouts. Output: a register tile (rows × panels of 16 lanes) inside of loops that move references.
// Invariant: sums stay in registers over the whole reduction; remainders of rows and panels get bodies of their own, so nothing is computed twice.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="ContractNode"/>.</summary>
internal sealed partial class ContractSchedule
{
    /// <summary>From this many rows in the image on, the tile runs over the image; below it runs over the batch.</summary>
    private const int ImageRows = 4;

    private const string Ahead = "ahead";

    private readonly ContractNode _node;
    private readonly ScheduleContext _c;
    private readonly ContractRoles _roles;
    private readonly Layout _result;
    private readonly List<Operand> _extra = [];
    private readonly ExprLowering? _epilogue;
    private readonly bool _epilogueIsLong;
    private readonly int _epilogueConstants;
    private readonly bool _mask;
    private readonly string[] _streams;
    private readonly string[] _counts;
    private ContractLoops _loops = null!;

    /// <summary>What the runtime's tiles are told of this contraction, or null where its tiles are emitted.</summary>
    private LetTiles? _tiles;

    /// <summary>How often the rows' tiles pass over a group of panels, where the next group is fetched meanwhile; 0 where it is not.</summary>
    private int _passes;

    /// <summary>Nests in the method: the phases of a strided gradient.</summary>
    private int _forms = 1;

    /// <summary>Whether a tile has been made that hands sums over.</summary>
    private bool _hasMain;

    /// <summary>Whether the tile's rows are samples.</summary>
    private bool _rowsAreBatch;

    private ContractSchedule(ContractNode node, ContractRoles roles, ScheduleContext c)
    {
        _node = node;
        _c = c;
        _roles = roles;
        _result = c.LayoutOf(node);
        if (node.Bias is { } bias) _extra.Add(new(bias, [node.BiasAxis]));
        if (node.Epilogue is { } epilogue)
        {
            _extra.AddRange(epilogue.Operands);
            _epilogue = new(epilogue.Expression);
            _epilogueIsLong = epilogue.Expression.Walk().Any(e => e is UnaryExpr { Op: not (UnaryOp.Negate or UnaryOp.Abs or UnaryOp.Sqrt) } or BinaryExpr { Op: BinaryOp.Power });
            _epilogueConstants = epilogue.Expression.Walk().OfType<ConstantExpr>().Select(e => e.Value).Where(value => value != 0).Distinct().Count() + _epilogue.Prologue.Count();
        }

        // Along a row the lanes behind its end multiply what stands there; else they are sums of products with zeros. A bias that is one number for
        // all lanes stands in those too. The end of a row is a convolution's padding as well: NaN times zero must not stay there.
        var biasIsInAll = node.HasBias && !VariesAlongLanes(_extra[0]);
        _mask = _result.Tail < Layout.Lanes && !_result.IsExact && (roles.IsRows || _result.IsRows || biasIsInAll || (node.Epilogue is { } then && !IsZeroOnPadding(then)));

        _streams = ["x", "w", .. EpilogueOperands.Names(node.HasBias, _extra.Count), "y"];
        var batched = node.Inputs.Any(i => i.Batched);
        _counts = [.. batched ? new[] { "n" } : [], .. _epilogue?.BatchSizes ?? []];
    }

    public static ScheduledKernel Of(ContractNode node, ScheduleContext c) =>
        c.Roles is null && c.LayoutOf(node).IsExact && DepthwisePlane.Takes(node) ? PlaneDepthwiseSchedule.Of(node, c)
        : (c.Roles is { } roles ? roles.IsRowSum ? RowSumSchedule.Of(node, roles, c) : roles.IsDot ? DotSchedule.Of(node, roles, c) : new ContractSchedule(node, roles, c).Build() : null) ?? ScalarContractSchedule.Of(node, c);

    private ScheduledKernel? Build()
    {
        Node[] operands = [_node.Inputs[_roles.ScalarInput], _node.Inputs[_roles.VectorInput], .. _extra.Select(e => e.Node), _node];
        var forms = GatherForm.Of(_roles);
        _forms = forms.Count;
        var kernels = new List<(string Stem, List<Statement> Body)>();
        var rowsAreBatch = false;
        foreach (var form in forms)
        {
            Access[] accesses =
            [
                new(operands[0], _c.LayoutOf(operands[0]), form.Scalar),
                new(operands[1], _c.LayoutOf(operands[1]), form.Vector),
                .. _extra.Select(e => new Access(e.Node, _c.LayoutOf(e.Node), [.. e.Axes.Select((axis, i) => e.Node.Shape[i] == 1 ? new AxisIndex(0) : form.Out[axis])])),
                new(_node, _result, form.Out),
            ];
            if (ContractLoops.Of(form, _roles.LaneDim, accesses, _node.OverBatch) is not { } loops) return null;
            _loops = loops;
            kernels.Add(Form(out var batch));
            rowsAreBatch |= batch;
        }

        List<Statement> prologue = [.. _epilogue?.Prologue ?? []];
        var stem = kernels[0].Stem + (forms.Count > 1 ? $"_{forms.Count}Phases" : "") + EpilogueStem();
        var kernel = new Kernel(stem, _streams, _counts, [.. prologue, .. kernels.Count == 1 ? kernels[0].Body : [.. kernels.Select(k => new Scope(k.Body))]], HasSink: Sinks);
        if (!rowsAreBatch || forms.Count > 1) return new(kernel, operands);
        var single = new Kernel($"Vector{Panels}x{Layout.Lanes}{EpilogueStem()}", _streams, _counts, [.. prologue, .. Single()]);
        return new(kernel, operands, single, 4);
    }

    /// <summary>Whether sums go to a gradient sink: as they are, in whole panels.</summary>
    private bool Sinks => _c.MaySink && _node.Epilogue is null && !_node.HasBias && !_mask && !_roles.IsRows && !_result.IsExact;

    private Loop? Panel => _loops.Of(LoopRole.Panel).FirstOrDefault();

    private int Panels => Panel?.Extent ?? 1;

    private long[] PanelStrides => Panel?.Strides ?? new long[_streams.Length];

    /// <summary>Whether the weights hold two terms in each element.</summary>
    private bool IsPaired => _node.Inputs[_roles.VectorInput] is BFloat16Node;

    private bool ScalarIsVector => _roles.ScalarLaneAxis >= 0;

    /// <summary>Rows of one vector: then the rows of the image are the panels, and each ends with padding.</summary>
    private bool RowsArePanels => _roles.IsRows && _node.Shape[_roles.OutLaneAxis] <= Layout.Lanes;

    private bool SpecialTail => (_mask && !RowsArePanels) || (_result.IsExact && _result.Tail < Layout.Lanes) || (_result.IsExact && _node.Shape[0] % Layout.Lanes != 0);

    private int TailLanes => ((_node.Shape[_roles.OutLaneAxis] - 1) % Layout.Lanes) + 1;

    /// <summary>The nest of one gather form.</summary>
    private (string Stem, List<Statement> Body) Form(out bool rowsAreBatch)
    {
        // Rows whose factors are neighbours go innermost where four of them can be one load.
        var rows = StridedNest.Merge(_loops.Of(LoopRole.Row).Where(l => l.Count is null)
            .OrderByDescending(l => Math.Abs(l.Strides[l.Strides.Length - 1]))
            .OrderBy(l => _c.Isa.MultipliesByElement && l.Strides[0] == 1 && l.Extent >= 4));
        var batch = _loops.All.Where(l => l.Role == LoopRole.Row && l.Loop.Count is not null).Select(l => l.Loop).FirstOrDefault();
        rowsAreBatch = _rowsAreBatch = batch is not null && !ScalarIsVector && rows.Aggregate(1L, (product, r) => product * r.Extent) < ImageRows;
        var outer = _loops.Of(LoopRole.Outer);
        if (batch is not null && !rowsAreBatch) outer.Insert(0, batch);
        if (rowsAreBatch)
        {
            outer.AddRange(rows);
            rows = [batch!];
        }

        outer.AddRange(rows.Take(Math.Max(0, rows.Count - 2)));
        rows = [.. rows.Skip(Math.Max(0, rows.Count - 2))];
        var none = new Loop("", 1, null, new long[_streams.Length]);
        var inner = rows.Count > 0 ? rows[rows.Count - 1] : none;
        var next = rows.Count > 1 ? rows[0] : none;
        var sums = Sums();
        var terms = sums.Aggregate(1L, (product, l) => product * (l.Count is null ? l.Extent : l.Extent * 32L));
        var batchRows = rowsAreBatch;
        TileShape choose(Func<int, int, int, bool>? isThere) => TileShape.Choose(_c.Isa, next.Extent, inner.Extent, batchRows, Panels, terms, ScalarIsVector, _roles.IsRows, isThere);
        _tiles = LibraryOf(next, inner, sums, sums.Any(l => l.Count is not null) ? long.MaxValue : terms);
        var tile = choose(_tiles is null ? null : HasTile);
        if (_tiles is not null && !batchRows && PanelGroups(tile.Panels).Any(g => IsStreamed(g, terms)))
        {
            _tiles = null;
            tile = choose(null);
        }

        (int Size, int Count)[] columns = [.. TileShape.RowPieces(_c.Isa, inner.Extent, tile.Rows)], lines = [.. TileShape.RowPieces(_c.Isa, next.Extent, tile.OuterRows)];
        var groups = PanelGroups(tile.Panels);
        var bodies = (batchRows ? 2 : columns.Length * lines.Length) * groups.Count * _forms;

        var start = new List<Statement>();
        if (_tiles is not null) start.Add(_tiles);
        var names = Offset(start, _streams, _loops.Offsets);
        var body = StridedNest.Build(outer, names, references =>
        {
            var statements = new List<Statement>();
            foreach (var group in groups)
            {
                var piece = new List<Statement>();
                piece.AddRange(Repeat("group", group.Count, [.. PanelStrides.Select(s => s * group.Size)], Shift(references, piece, group.First, PanelStrides), inGroup =>
                {
                    if (_tiles is not null && HasLibraryEnd(group)) return batchRows ? LibraryBatch(inner, inGroup, group) : LibraryRows(next, inner, lines, columns, inGroup, group);
                    if (batchRows) return BatchRows(inner, tile, inGroup, group, sums, bodies);
                    _passes = IsStreamed(group, terms) ? columns.Sum(p => p.Count) * lines.Sum(p => p.Count) : 0;
                    var tiles = ImageTiles(next, inner, lines, columns, inGroup, group, sums, bodies);
                    if (_passes > 0) tiles.Insert(0, new Alias(Ahead, inGroup[1], Index.Text(PanelStrides[1] * group.Size)));
                    _passes = 0;
                    return tiles;
                }));
                AddPiece(statements, piece, group.First > 0 && groups[0].Count == 1 && (group.First == Rest(lines) || group.First == Rest(columns)));
            }

            return statements;
        });
        start.AddRange(body);
        return ($"Contract{tile.OuterRows * tile.Rows}x{tile.Panels * Layout.Lanes}", start);
    }

    /// <summary>
    /// Whether the weights of the next group are asked for while this one is multiplied: where all do not fit the second-level cache, but two
    /// groups do. Else the first pass over a group would wait for each line.
    /// </summary>
    private bool IsStreamed(Group group, long terms)
    {
        const int secondLevel = 1 << 18, groupLimit = 1 << 20;
        var weights = _c.LayoutOf(_node.Inputs[_roles.VectorInput]);
        return !_node.Inputs[_roles.VectorInput].Batched && (long)weights.Length * sizeof(float) > secondLevel && terms * group.Size * Layout.Lanes * sizeof(float) <= groupLimit;
    }

    private sealed record Group(int First, int Size, int Count, bool IsLast);

    /// <summary>The panels in groups of a tile's width; a last group of its own where its tail needs care.</summary>
    private List<Group> PanelGroups(int size)
    {
        var groups = new List<Group>();
        if (SpecialTail)
        {
            var whole = (Panels - 1) / size;
            if (whole > 0) groups.Add(new(0, size, whole, false));
            groups.Add(new(whole * size, Panels - (whole * size), 1, true));
            return groups;
        }

        var first = 0;
        foreach (var (s, count) in TileShape.Pieces(Panels, size))
        {
            groups.Add(new(first, s, count, false));
            first += s * count;
        }

        return groups;
    }

    /// <summary>Names of the references moved by some trips of a loop.</summary>
    private static string[] Shift(IReadOnlyList<string> references, List<Statement> statements, int trips, long[] strides)
    {
        string[] shifted = [.. references];
        for (var i = 0; trips > 0 && i < shifted.Length; i++)
        {
            if (strides[i] == 0) continue;
            shifted[i] = $"{references[i]}At{trips}_";
            statements.Add(new Alias(shifted[i], references[i], Index.Text(strides[i] * trips)));
        }

        return shifted;
    }

    /// <summary>Where the second piece starts, or 0 where there is none.</summary>
    private static int Rest((int Size, int Count)[] pieces) => pieces.Length > 1 ? pieces[0].Size * pieces[0].Count : 0;

    /// <summary>
    /// Adds a piece behind the first. A first one without a loop around it moves the same references for its own pieces; where it moves them as far,
    /// their names are the same, and a scope parts them.
    /// </summary>
    private static void AddPiece(List<Statement> statements, List<Statement> piece, bool inScope)
    {
        if (inScope) statements.Add(new Scope(piece));
        else statements.AddRange(piece);
    }

    private static string[] Offset(List<Statement> statements, IReadOnlyList<string> references, long[] offsets)
    {
        string[] moved = [.. references];
        for (var i = 0; i < moved.Length; i++)
        {
            if (offsets[i] == 0) continue;
            moved[i] = $"{references[i]}Start";
            statements.Add(new Alias(moved[i], references[i], Index.Text(offsets[i])));
        }

        return moved;
    }

    private static List<Statement> Repeat(string variable, int count, long[] strides, IReadOnlyList<string> references, Func<IReadOnlyList<string>, IReadOnlyList<Statement>> body) =>
        StridedNest.Build(count == 1 ? [] : [new Loop(variable, count, null, strides)], references, r => [new Scope(body(r))]);
}
