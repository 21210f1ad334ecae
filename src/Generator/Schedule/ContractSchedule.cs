// Input: a contraction and its operands' layouts. Output: a register tile (rows × panels of 16 lanes) inside of loops that move references.
// Invariant: sums stay in registers over the whole reduction; remainders of rows and panels get bodies of their own, so nothing is computed twice.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="ContractNode"/>.</summary>
internal sealed class ContractSchedule
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

    /// <summary>How often the rows' tiles pass over a group of panels, where the next group is fetched meanwhile; 0 where it is not.</summary>
    private int _passes;

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

        // Along a row the lanes behind its end multiply what stands there; else they are sums of products with zeros.
        _mask = _result.Tail < Layout.Lanes && !_result.IsExact && (roles.IsRows || (node.Epilogue is { } then && !IsZeroOnPadding(then)));

        _streams = ["x", "w", .. _extra.Select((_, i) => node.HasBias && i == 0 ? "b" : $"{(char)('d' + i)}"), "y"];
        var batched = node.Inputs.Any(i => i.Batched);
        _counts = [.. batched ? new[] { "n" } : [], .. _epilogue is { UsesBatchSize: true } ? new[] { "total" } : []];
    }

    public static ScheduledKernel Of(ContractNode node, ScheduleContext c) =>
        c.Roles is null && c.LayoutOf(node).IsExact && DepthwisePlane.Takes(node) ? PlaneDepthwiseSchedule.Of(node, c)
        : (c.Roles is { } roles ? roles.IsRowSum ? RowSumSchedule.Of(node, roles, c) : new ContractSchedule(node, roles, c).Build() : null) ?? ScalarContractSchedule.Of(node, c);

    private ScheduledKernel? Build()
    {
        Node[] operands = [_node.Inputs[_roles.ScalarInput], _node.Inputs[_roles.VectorInput], .. _extra.Select(e => e.Node), _node];
        var forms = GatherForm.Of(_roles);
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
        var kernel = new Kernel(stem, _streams, _counts, [.. prologue, .. kernels.Count == 1 ? kernels[0].Body : [.. kernels.Select(k => new Scope(k.Body))]]);
        if (!rowsAreBatch || forms.Count > 1) return new(kernel, operands);
        var single = new Kernel($"Vector{Panels}x{Layout.Lanes}{EpilogueStem()}", _streams, _counts, [.. prologue, .. Single()]);
        return new(kernel, operands, single, 4);
    }

    private string EpilogueStem() => _node.Epilogue is { } e ? "_" + MapSchedule.Stem(e.Expression) : "";

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
        var tile = TileShape.Choose(_c.Isa, next.Extent, inner.Extent, rowsAreBatch, Panels, terms, ScalarIsVector, _roles.IsRows);
        var batchRows = rowsAreBatch;
        var bodies = (batchRows ? 2 : TileShape.Pieces(inner.Extent, tile.Rows).Count() * TileShape.Pieces(next.Extent, tile.OuterRows).Count())
            * PanelGroups(tile.Panels).Count;

        var start = new List<Statement>();
        var names = Offset(start, _streams, _loops.Offsets);
        var body = StridedNest.Build(outer, names, references =>
        {
            var statements = new List<Statement>();
            foreach (var group in PanelGroups(tile.Panels))
            {
                statements.AddRange(Repeat("group", group.Count, [.. PanelStrides.Select(s => s * group.Size)], Shift(references, statements, group.First, PanelStrides), inGroup =>
                {
                    if (batchRows) return BatchRows(inner, tile, inGroup, group, sums, bodies);
                    var passes = TileShape.Pieces(inner.Extent, tile.Rows).Sum(p => p.Count) * TileShape.Pieces(next.Extent, tile.OuterRows).Sum(p => p.Count);
                    _passes = IsStreamed(group, terms) ? passes : 0;
                    var tiles = ImageTiles(next, inner, tile, inGroup, group, sums, bodies);
                    if (_passes > 0) tiles.Insert(0, new Alias(Ahead, inGroup[1], Index.Text(PanelStrides[1] * group.Size)));
                    _passes = 0;
                    return tiles;
                }));
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

    private List<Loop> Sums()
    {
        var sums = _loops.Of(LoopRole.Sum);
        // The order in which the vectors stand in memory; samples outermost.
        return StridedNest.Merge(sums.OrderBy(l => l.Count is null ? 1 : 0).ThenByDescending(l => Math.Abs(l.Strides[1])));
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

    private List<Statement> ImageTiles(Loop next, Loop inner, TileShape tile, IReadOnlyList<string> references, Group group, List<Loop> sums, int bodies)
    {
        var statements = new List<Statement>();
        var firstOuter = 0;
        foreach (var (outerRows, outerCount) in TileShape.Pieces(next.Extent, tile.OuterRows))
        {
            var atOuter = Shift(references, statements, firstOuter, next.Strides);
            statements.AddRange(Repeat("row", outerCount, [.. next.Strides.Select(s => s * outerRows)], atOuter, r1 =>
            {
                var inRow = new List<Statement>();
                var first = 0;
                foreach (var (rows, count) in TileShape.Pieces(inner.Extent, tile.Rows))
                {
                    var at = Shift(r1, inRow, first, inner.Strides);
                    inRow.AddRange(Repeat("column", count, [.. inner.Strides.Select(s => s * rows)], at, r0 =>
                        Tile([next with { Extent = outerRows }, inner with { Extent = rows }], r0, group, sums, bodies)));
                    first += rows * count;
                }

                return inRow;
            }));
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

        foreach (var size in TileShape.BatchPieces(tile.Rows))
        {
            var body = Tile([batch with { Extent = size, Count = null }], moving, group, sums, bodies);
            for (var i = 0; i < moving.Length; i++)
                if (batch.Strides[i] != 0) body.Add(new Advance(moving[i], Index.Text(batch.Strides[i] * size)));
            statements.Add(new WhileTiles("rows", size, body));
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

                statements.AddRange(Finish(value, rows[m], m, v, references, group));
            }
        }

        if (later) statements.Add(FinishApart(rowLoops, references, group));
        return statements;
    }

    /// <summary>The offsets of every row of a tile.</summary>
    private List<Strides> Rows(IReadOnlyList<Loop> loops)
    {
        var rows = new List<Strides> { new long[_streams.Length] };
        foreach (var loop in loops) rows = [.. rows.SelectMany(row => Enumerable.Range(0, loop.Extent).Select(i => row.Plus(Strides.Of(loop, i))))];
        return rows;
    }

    /// <summary>
    /// A long epilogue (exp, tanh, …) is a method of its own: the sums are stored, and finished while they are in the first-level cache. In the
    /// method of the tile its constants would be moved in front of all loops, and the tile would lose its registers to them.
    /// </summary>
    private CallKernel FinishApart(IReadOnlyList<Loop> rowLoops, IReadOnlyList<string> references, Group group)
    {
        Strides here = new long[_streams.Length];
        var y = _streams.Length - 1;
        var first = _node.HasBias ? 3 : 2;
        var perPanel = _c.Isa.VectorsPerPanel;
        // Its parameters are the epilogue's operands and the result.
        Loop own(Loop loop, string variable) => loop with { Variable = variable, Strides = [.. loop.Strides.Select((s, i) => i < first ? 0 : s)] };
        List<Loop> rows = [.. rowLoops.Select((l, i) => own(l, $"r{i}"))];
        var tail = group.IsLast && _mask;
        var whole = tail ? group.Size - 1 : group.Size;
        var body = new List<Statement>(_epilogue!.Prologue);
        if (whole > 0)
        {
            var panels = own(new Loop("panel", whole, null, PanelStrides), "panel");
            body.AddRange(StridedNest.Build(StridedNest.Merge([.. rows, panels]), _streams, r => [.. Enumerable.Range(0, perPanel).SelectMany(v =>
                Finish(new Load(At(r[y], y, here, v)), here, 0, v, r, group with { IsLast = false }))]));
        }

        if (tail)
        {
            body.AddRange(StridedNest.Build(StridedNest.Merge(rows), _streams, r => [.. Enumerable.Range(whole * perPanel, perPanel).SelectMany(v =>
                Finish(new Load(At(r[y], y, here, v)), here, 0, v, r, group))]));
        }

        var count = rowLoops.Aggregate(1, (product, l) => product * l.Extent);
        string[] counts = _epilogue.UsesBatchSize ? ["total"] : [];
        return new(new($"Finish{count}x{group.Size * Layout.Lanes}{EpilogueStem()}", [.. _streams.Skip(first)], counts, body), [.. references.Skip(first)]);
    }

    private List<Statement> Finish(Value sum, Strides row, int m, int v, IReadOnlyList<string> references, Group group)
    {
        var statements = new List<Statement>();
        var perPanel = _c.Isa.VectorsPerPanel;
        var isTail = RowsArePanels || (group.IsLast && v / perPanel == group.Size - 1);
        var left = isTail ? TailLanes - (v % perPanel * _c.Isa.Lanes) : Layout.Lanes;
        if (left <= 0 && _result.IsExact) return statements;
        var value = sum;
        if (_epilogue is not null)
        {
            if (sum is not Local)
            {
                statements.Add(new Let($"sum{m}_{v}", sum));
                sum = new Local($"sum{m}_{v}");
            }

            var bias = _node.HasBias ? 1 : 0;
            value = _epilogue.Lower(i => i == 0 ? sum : Extra(i - 1 + bias, row, v, references), null, statements, $"{m}_{v}");
        }

        if (isTail && _mask) value = new FirstLanes(left, value, new Number(0));

        var y = _streams.Length - 1;
        var count = isTail && _result.IsExact ? left : int.MaxValue;
        if (count < _c.Isa.Lanes && value is not Local)
        {
            statements.Add(new Let($"tail{m}_{v}", value));
            value = new Local($"tail{m}_{v}");
        }

        statements.Add(new Store(At(references[y], y, row, v), value, _c.Accumulate, count));
        // Braces keep the names of several tiles apart.
        return statements.Count == 1 ? statements : [new Scope(statements)];
    }

    /// <summary>A further operand (bias, epilogue) at a row and vector of the tile.</summary>
    private Value Extra(int index, Strides row, int v, IReadOnlyList<string> references)
    {
        var stream = index + 2;
        var operand = _extra[index];
        var lane = Array.IndexOf(operand.Axes, _roles.OutLaneAxis);
        if (lane >= 0 && operand.Node.Shape[lane] > 1) return new Load(At(references[stream], stream, row, v));
        return new Broadcast(new(references[stream], checked((int)(row[stream] + (v / _c.Isa.VectorsPerPanel * PanelStrides[stream])))));
    }

    private Address At(string reference, int stream, Strides row, int v)
    {
        var perPanel = _c.Isa.VectorsPerPanel;
        return new(reference, checked((int)(row[stream] + (v / perPanel * PanelStrides[stream]) + (v % perPanel * _c.Isa.Lanes))));
    }

    private List<Statement> SumNest(IReadOnlyList<Strides> rows, IReadOnlyList<string> references, int vectors, List<Loop> sums, int bodies, int chains, int? unroll)
    {
        string[] streams = [references[0], references[1]];
        var perPanel = _c.Isa.VectorsPerPanel;
        int[] rowOffsets = [.. rows.Select(r => checked((int)r[0]))];
        int[] vectorOffsets = [.. Enumerable.Range(0, vectors).Select(v => checked((int)((v / perPanel * PanelStrides[1]) + (v % perPanel * _c.Isa.Lanes))))];
        int[]? scalarVectors = ScalarIsVector ? [.. Enumerable.Range(0, vectors).Select(v => checked((int)((v / perPanel * PanelStrides[0]) + (v % perPanel * _c.Isa.Lanes))))] : null;
        TileStep step(IReadOnlyList<string> r, long scalarStep, long vectorStep, int count) =>
            new(r[0], rowOffsets, checked((int)scalarStep), r[1], vectorOffsets, checked((int)vectorStep), count, chains, scalarVectors, IsPaired);
        if (sums.Count == 0) return [step(streams, 0, 0, 1)];

        Loop[] narrow = [.. sums.Select(l => l with { Strides = [l.Strides[0], l.Strides[1]] })];
        var last = narrow[narrow.Length - 1];
        var outer = narrow.Take(narrow.Length - 1).ToList();
        var multiplies = rows.Count * vectors;
        return StridedNest.Build(outer, streams, r =>
        {
            if (last.Count is not null) return RuntimeSum(last, r, step, multiplies, bodies);
            var terms = narrow.All(l => l.Count is null) ? narrow.Aggregate(1L, (product, l) => product * l.Extent) : long.MaxValue;
            var u = unroll ?? TileShape.Unroll(_c.Isa, last.Extent, terms, multiplies, bodies, _c.Unroll);
            if (u > 1 && FactorsRecur(rowOffsets, last.Strides[0], u, vectors)) u = 1;
            if (IsPaired) u = Math.Max(2, u - (u % 2));
            var statements = new List<Statement>();
            var trips = last.Extent / u;
            var inner = r.ToArray();
            if (trips > 1 || last.Extent % u > 0)
            {
                for (var i = 0; i < 2; i++)
                {
                    inner[i] = StridedNest.Next(r[i]);
                    statements.Add(new Alias(inner[i], r[i], "0"));
                }
            }

            var body = new List<Statement> { step(inner, last.Strides[0], last.Strides[1], u) };
            if (trips > 1 || last.Extent % u > 0)
            {
                for (var i = 0; i < 2; i++) body.Add(new Advance(inner[i], Index.Text(last.Strides[i] * u)));
                if (_passes > 1)
                {
                    var lines = ((u * (vectors / perPanel)) + _passes - 1) / _passes;
                    body.Add(new Prefetch(Ahead, lines));
                    body.Add(new Advance(Ahead, Index.Text(lines * Layout.Lanes)));
                }

                statements.Add(new For("k", "0", Index.Text(trips), 1, body));
            }
            else
            {
                statements.AddRange(body);
            }

            if (last.Extent % u > 0) statements.Add(step(inner, last.Strides[0], last.Strides[1], last.Extent % u));
            return [new Scope(statements)];
        });
    }

    /// <summary>
    /// Whether unrolling would cost registers: where rows and k step alike (a convolution along the image), one k's factors are the next k's
    /// again, and the JIT keeps them all instead of loading them twice.
    /// </summary>
    private bool FactorsRecur(int[] rowOffsets, long step, int unroll, int vectors)
    {
        // A factor used once is an operand in memory and takes no register.
        if (vectors == 1 && !ScalarIsVector) return false;
        var factors = ScalarIsVector ? rowOffsets.Length * vectors : rowOffsets.Length;
        if ((rowOffsets.Length * vectors) + vectors + factors <= _c.Isa.Registers) return false;
        return Enumerable.Range(1, unroll - 1).Any(k => rowOffsets.Any(offset => rowOffsets.Contains(checked((int)(offset + (k * step))))));
    }

    /// <summary>A sum over the samples: two at a time, then the odd one.</summary>
    private static List<Statement> RuntimeSum(Loop last, IReadOnlyList<string> r, Func<IReadOnlyList<string>, long, long, int, TileStep> step, int multiplies, int bodies)
    {
        var statements = new List<Statement> { new LetIndex("left", last.Trips) };
        string[] inner = [StridedNest.Next(r[0]), StridedNest.Next(r[1])];
        for (var i = 0; i < 2; i++) statements.Add(new Alias(inner[i], r[i], "0"));
        foreach (var size in multiplies * bodies <= 96 ? new[] { 2, 1 } : [1])
        {
            statements.Add(new WhileTiles("left", size,
            [
                step(inner, last.Strides[0], last.Strides[1], size),
                new Advance(inner[0], Index.Text(last.Strides[0] * size)),
                new Advance(inner[1], Index.Text(last.Strides[1] * size)),
            ]));
        }

        return [new Scope(statements)];
    }

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
        var unroll = Math.Max(chains, TileShape.Unroll(_c.Isa, last, terms, size * perPanel, 1, _c.Unroll));
        unroll -= unroll % chains;
        if (terms * Panels * Layout.Lanes * sizeof(float) > streamedBytes)
            while (unroll * size * perPanel > (IsPaired ? 2 * streamedLoads : streamedLoads) && unroll > chains && unroll % 2 == 0 && unroll / 2 % chains == 0) unroll /= 2;

        var statements = new List<Statement>();
        var names = Offset(statements, _streams, _loops.Offsets);
        var outer = _loops.All.Where(l => l.Role is LoopRole.Outer or LoopRole.Row).Select(l => l.Loop).OrderBy(l => l.Count is null ? 1 : 0).ToList();
        statements.AddRange(StridedNest.Build(outer, names, references =>
        {
            var inner = new List<Statement>();
            foreach (var group in PanelGroups(size))
            {
                inner.AddRange(Repeat("group", group.Count, [.. PanelStrides.Select(s => s * group.Size)], Shift(references, inner, group.First, PanelStrides), r =>
                    Tile([], r, group, sums, 1, chains, unroll)));
            }

            return inner;
        }));
        return statements;
    }

    private bool IsZeroOnPadding(Epilogue epilogue)
    {
        // $0 is a sum of products with zero weights.
        Operand[] all = [Operand.Same(_node), .. epilogue.Operands];
        return new DomainNest(_node.Shape, all, epilogue.Expression, _node.Batched, _roles.OutLaneAxis, _c).IsZeroOnPadding();
    }
}
