using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>The loops of an element-wise domain over its operands' layouts, blocked by 16 along the lane axis.</summary>
internal sealed class DomainNest
{
    private readonly int[] _domain;
    private readonly IReadOnlyList<Operand> _operands;
    private readonly Layout[] _layouts;
    private readonly bool _batched;
    private readonly int _lane;
    private readonly ScheduleContext _c;
    private readonly bool _flat;

    public DomainNest(int[] domain, IReadOnlyList<Operand> operands, Expr expression, bool batched, int lane, ScheduleContext c)
    {
        _domain = domain;
        _operands = operands;
        _layouts = [.. operands.Select(o => c.LayoutOf(o.Node))];
        _batched = batched;
        _lane = lane;
        _c = c;
        Lowering = new(expression);
        UsesIndices = expression.Walk().Any(e => e is AxisIndexExpr or RandomExpr);
        // Row-major operands that are all alike are one run of floats.
        _flat = lane < 0 && domain.Length > 0 && !UsesIndices
            && operands.All(o => o.IsSame(domain) && _batched == o.Node.Batched) && _layouts.All(l => !l.IsExact && !l.HasHalo && l.LaneAxis < 0 && !l.Axes.Any(a => a.IsBlocked));
    }

    public ExprLowering Lowering { get; }

    public bool UsesIndices { get; }

    public bool IsScalar => _lane < 0 && !_flat;

    public IReadOnlyList<string> Counts => [.. _batched ? new[] { "n" } : [], .. Lowering.BatchSizes, .. Lowering.UsesRandom ? new[] { "step" } : []];

    public int Blocks => _lane < 0 ? 1 : (_domain[_lane] + Layout.Lanes - 1) / Layout.Lanes;

    public int Tail => _lane < 0 ? Layout.Lanes : ((_domain[_lane] - 1) % Layout.Lanes) + 1;

    public IReadOnlyList<string> Streams(params string[] results) => [.. _operands.Select((_, i) => OperandName(i)), .. results];

    /// <summary>a, b, … without i, whose references one loop further in are called as the loops are (i1); then two letters behind a q.</summary>
    private string OperandName(int i)
    {
        const string singles = "abcdefghjkl";
        const int letters = 26;
        if (_operands.Count == 1) return "x";
        if (i < singles.Length) return singles[i].ToString();
        return $"q{(char)('a' + ((i - singles.Length) / letters))}{(char)('a' + ((i - singles.Length) % letters))}";
    }

    /// <summary>The nest that computes and stores every element.</summary>
    public List<Statement> Elementwise(Operand result, Layout layout, bool accumulate)
    {
        Operand[] all = [.. _operands, result];
        Layout[] layouts = [.. _layouts, layout];
        var streams = Streams("y");
        List<Statement> body = [.. Lowering.Prologue];
        if (_flat)
        {
            long[] strides = [.. all.Select(_ => (long)Layout.Lanes)];
            var loop = new Loop("i", layout.Length / Layout.Lanes, _batched ? "n" : null, strides);
            body.AddRange(StridedNest.Build([loop], streams, r => Panel(r, layout, accumulate, Layout.Lanes, false, "0")));
            return body;
        }

        if (_lane < 0)
        {
            var loops = Loops(all, layouts, 0, 1);
            body.AddRange(StridedNest.Build(UsesIndices ? loops : StridedNest.Merge(loops), streams, r => Scalar(r, accumulate)));
            return body;
        }

        var ragged = Tail < Layout.Lanes;
        var isZero = ragged && IsZeroOnPadding();
        // Vectors of nothing but padding need not be computed, where a function takes longer than a body of its own costs.
        var hasEmpty = isZero && !layout.IsExact && !accumulate && Layout.Lanes - Tail >= _c.Isa.Lanes && Lowering.Expression.Walk().Any(e => e is UnaryExpr { Op: not (UnaryOp.Negate or UnaryOp.Abs) });
        var separate = ragged && (layout.IsExact || !isZero || hasEmpty);
        var whole = separate ? Blocks - 1 : Blocks;
        if (whole > 0)
        {
            var loops = Loops(all, layouts, 0, whole);
            // A single block has no loop, and the one behind it names its temporaries alike.
            body.Add(new Scope(StridedNest.Build(UsesIndices ? loops : StridedNest.Merge(loops), streams, r => Panel(r, layout, accumulate, Layout.Lanes, false, "block"))));
        }

        if (separate)
        {
            var last = new List<Statement>();
            var references = streams.ToArray();
            for (var i = 0; i < all.Length; i++)
            {
                var offset = (Blocks - 1) * StridedNest.BlockStride(all[i], layouts[i], _lane);
                if (offset == 0) continue;
                references[i] = $"{streams[i]}Tail";
                last.Add(new Alias(references[i], streams[i], Index.Text(offset)));
            }

            var loops = Loops(all, layouts, Blocks - 1, 1);
            last.AddRange(StridedNest.Build(
                UsesIndices ? loops : StridedNest.Merge(loops), references, r => Panel(r, layout, accumulate, Tail, !layout.IsExact, Index.Text(Blocks - 1), isZero)));
            body.Add(new Scope(last));
        }

        return body;
    }

    /// <summary>The loops from the outermost: samples, lane blocks, the other axes.</summary>
    public List<Loop> Loops(IReadOnlyList<Operand> all, IReadOnlyList<Layout> layouts, int firstBlock, int blocks)
    {
        var loops = new List<Loop>();
        if (_batched) loops.Add(new("s", 1, "n", [.. all.Select((o, i) => o.Node.Batched ? (long)layouts[i].Length : 0)]));
        if (_lane >= 0 && (blocks > 1 || UsesIndices))
            loops.Add(new(firstBlock == 0 ? "block" : "last", blocks, null, [.. all.Select((o, i) => StridedNest.BlockStride(o, layouts[i], _lane))]));
        for (var axis = 0; axis < _domain.Length; axis++)
            if (axis != _lane) loops.Add(new($"i{axis}", _domain[axis], null, [.. all.Select((o, i) => StridedNest.Stride(o, layouts[i], axis))]));
        return loops;
    }

    /// <summary>16 lanes: one, two or four vectors.</summary>
    private List<Statement> Panel(IReadOnlyList<string> references, Layout layout, bool accumulate, int count, bool mask, string block, bool isZero = false)
    {
        var statements = new List<Statement>();
        for (var v = 0; v < _c.Isa.VectorsPerPanel; v++)
        {
            var first = v * _c.Isa.Lanes;
            if (first >= count && !mask) break;
            if (first >= count && isZero)
            {
                statements.Add(new Store(new(references[references.Count - 1], first), new Number(0), accumulate, int.MaxValue));
                continue;
            }

            var value = Element(references, first, block, statements, $"{v}");
            if (mask && !isZero) value = new FirstLanes(count - first, value, new Number(0));
            if (count - first < _c.Isa.Lanes && !mask)
            {
                statements.Add(new Let($"y{v}Tail", value));
                value = new Local($"y{v}Tail");
            }

            statements.Add(new Store(new(references[references.Count - 1], first), value, accumulate, mask ? int.MaxValue : count - first));
        }

        return statements;
    }

    private List<Statement> Scalar(IReadOnlyList<string> references, bool accumulate)
    {
        var statements = new List<Statement>();
        var value = Element(references, 0, "0", statements, "0");
        statements.Add(new Store(new(references[references.Count - 1], 0), value, accumulate));
        return statements;
    }

    /// <summary>The expression at lanes <paramref name="first"/>… of a block.</summary>
    public Value Element(IReadOnlyList<string> references, int first, string block, List<Statement> statements, string suffix)
    {
        Value input(int i) => Varies(_operands[i]) || _flat || IsScalar
            ? new Load(new(references[i], _flat || !IsScalar ? first : 0))
            : new Broadcast(new(references[i], 0));
        Value index(int axis) => axis == _lane
            ? new LaneIndex(Index.Sum(Index.Times(block, Layout.Lanes), Index.Text(first)))
            : new IndexValue(_domain[axis] == 1 ? "0" : $"i{axis}");
        return Lowering.Lower(input, index, statements, suffix, RandomElement(block, first));
    }

    /// <summary>The number of an element within the batch: sample, then canonical position.</summary>
    private string RandomElement(string block, int first)
    {
        if (!Lowering.UsesRandom) return "0";
        var terms = new List<string>();
        var stride = 1L;
        for (var axis = _domain.Length - 1; axis >= 0; axis--)
        {
            if (axis != _lane)
            {
                if (_domain[axis] > 1) terms.Add(Index.Times($"i{axis}", stride));
                stride *= _domain[axis];
            }
        }

        if (_lane >= 0) terms.Add(Index.Times($"({Index.Sum(Index.Times(block, Layout.Lanes), Index.Text(first))})", 1));
        if (_lane >= 0) return Index.Sum(terms.Take(terms.Count - 1).Select(t => $"({t}) * {Blocks * Layout.Lanes}").Append(terms[terms.Count - 1]).Append($"s * {stride * Blocks * Layout.Lanes}"));
        return Index.Sum(terms.Append($"s * {stride}"));
    }

    /// <summary>Whether the operand has a value of its own in each lane.</summary>
    private bool Varies(Operand operand)
    {
        var axis = _lane < 0 ? -1 : Array.IndexOf(operand.Axes, _lane);
        return axis >= 0 && operand.Node.Shape[axis] > 1;
    }

    /// <summary>Whether padding lanes come out as zero by themselves: operands with lanes are zero there, the others are whatever they are.</summary>
    public bool IsZeroOnPadding() => PaddingLanes.AreZero(Lowering.Expression, i => Varies(_operands[i]), _domain, _lane);
}
