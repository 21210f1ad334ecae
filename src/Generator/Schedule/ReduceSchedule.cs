// Input: a reduction. Output: loops over what is kept around loops over what is folded, with the sums in registers.
// Invariant: padding lanes neither enter a fold nor come out of one as anything but zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="ReduceNode"/>.</summary>
internal sealed class ReduceSchedule
{
    private const int Chains = 4;

    private readonly ReduceNode _node;
    private readonly ScheduleContext _c;
    private readonly DomainNest _nest;
    private readonly int _lane;
    private readonly bool _laneKept;
    private readonly Operand[] _all;
    private readonly Layout[] _layouts;

    private ReduceSchedule(ReduceNode node, ScheduleContext c)
    {
        _node = node;
        _c = c;
        // A single element is folded as it is; where it is kept, the result has padding lanes, which vectors write.
        _lane = c.Lane >= 0 && node.Domain[c.Lane] == 1 && node.Axes.Contains(c.Lane) ? -1 : c.Lane;
        _nest = new(node.Domain, node.Operands, node.Expression, node.Batched || node.OverBatch, _lane, c);
        _laneKept = _lane >= 0 && !node.Axes.Contains(_lane);
        _all = [.. node.Operands, new Operand(node, [.. node.KeptAxes])];
        _layouts = [.. _all.Select(o => c.LayoutOf(o.Node))];
    }

    public static ScheduledKernel Of(ReduceNode node, ScheduleContext c)
    {
        var schedule = new ReduceSchedule(node, c);
        var body = schedule.Build();
        var stem = $"{(node.Kind == ReduceKind.Sum ? "Sum" : "Max")}{(node.Expression is InputExpr ? "" : "_" + MapSchedule.Stem(node.Expression))}";
        return new(new(stem, schedule._nest.Streams("y"), schedule._nest.Counts, body, schedule._lane < 0), [.. node.Operands.Select(o => o.Node), node]);
    }

    private List<Statement> Build()
    {
        List<Statement> body = [.. _nest.Lowering.Prologue];
        if (!_laneKept)
        {
            var loops = Outer(0, 1);
            body.AddRange(StridedNest.Build(Flatten(loops), _nest.Streams("y"), r => Fold(r, "0", Layout.Lanes)));
            return body;
        }

        var separate = _nest.Tail < Layout.Lanes && !_nest.IsZeroOnPadding();
        var whole = separate ? _nest.Blocks - 1 : _nest.Blocks;
        // A single block has no loop, and the one behind it names its sums alike.
        if (whole > 0) body.Add(new Scope(StridedNest.Build(Flatten(Outer(0, whole)), _nest.Streams("y"), r => Fold(r, "block", Layout.Lanes))));
        if (separate)
        {
            var references = _nest.Streams("y").ToArray();
            var last = new List<Statement>();
            for (var i = 0; i < _all.Length; i++)
            {
                var offset = (_nest.Blocks - 1) * StridedNest.BlockStride(_all[i], _layouts[i], _lane);
                if (offset == 0) continue;
                last.Add(new Alias($"{references[i]}Tail", references[i], Index.Text(offset)));
                references[i] += "Tail";
            }

            last.AddRange(StridedNest.Build(Flatten(Outer(_nest.Blocks - 1, 1)), references, r => Fold(r, Index.Text(_nest.Blocks - 1), _nest.Tail)));
            body.Add(new Scope(last));
        }

        return body;
    }

    private List<Loop> Flatten(List<Loop> loops) => _nest.UsesIndices ? loops : StridedNest.Merge(loops);

    /// <summary>Loops over the kept part of the domain.</summary>
    private List<Loop> Outer(int firstBlock, int blocks) => [.. _nest.Loops(_all, _layouts, firstBlock, blocks).Where(l => l.Variable switch
    {
        "s" => !_node.OverBatch,
        "block" or "last" => _laneKept,
        _ => !_node.Axes.Contains(Axis(l)),
    })];

    /// <summary>Loops over the folded part.</summary>
    private List<Loop> Inner(int blocks) => [.. _nest.Loops(_all, _layouts, 0, blocks).Where(l => l.Variable switch
    {
        "s" => _node.OverBatch,
        "block" or "last" => !_laneKept,
        _ => _node.Axes.Contains(Axis(l)),
    })];

    private static int Axis(Loop loop) => int.Parse(loop.Variable.Substring(1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One result: a panel of 16 where the lane axis is kept, a single float otherwise.</summary>
    private List<Statement> Fold(IReadOnlyList<string> references, string block, int keptLanes)
    {
        var statements = new List<Statement>();
        var vectors = _lane < 0 ? 1 : _c.Isa.VectorsPerPanel;
        Value neutral = new Number(_node.Kind == ReduceKind.Sum ? 0 : double.NegativeInfinity);
        var loops = Flatten(Inner(_laneKept || _lane < 0 ? 1 : _nest.Blocks));
        var chains = Split(loops);
        for (var chain = 0; chain < chains; chain++)
            for (var v = 0; v < vectors; v++) statements.Add(new Let(Name(v, chain), neutral));

        if (_laneKept || _lane < 0)
        {
            statements.AddRange(Accumulate(loops, references, vectors, chains, block, int.MaxValue));
        }
        else
        {
            var mask = _nest.Tail < Layout.Lanes && (_node.Kind == ReduceKind.Maximum || !_nest.IsZeroOnPadding());
            var whole = mask ? _nest.Blocks - 1 : _nest.Blocks;
            if (whole > 0)
            {
                loops = Flatten(Inner(whole));
                // A single block has no loop, and the masked one behind it names its temporaries alike.
                statements.Add(new Scope(Accumulate(loops, references, vectors, Math.Min(chains, Split(loops)), "block", int.MaxValue)));
            }

            if (mask) statements.AddRange(Masked(references, vectors));
        }

        for (var v = 0; v < vectors; v++)
            for (var chain = 1; chain < chains; chain++) statements.Add(new Assign(Name(v, 0), Combine(new Local(Name(v, chain)), new Local(Name(v, 0)))));
        StoreResult(statements, references[references.Count - 1], vectors, keptLanes);
        return statements;
    }

    private List<Statement> Masked(IReadOnlyList<string> references, int vectors)
    {
        var inner = references.ToArray();
        var statements = new List<Statement>();
        for (var i = 0; i < _node.Operands.Count; i++)
        {
            var offset = (_nest.Blocks - 1) * StridedNest.BlockStride(_all[i], _layouts[i], _lane);
            if (offset == 0) continue;
            inner[i] = StridedNest.Next(inner[i]);
            statements.Add(new Alias(inner[i], references[i], Index.Text(offset)));
        }

        var loops = Inner(1).Where(l => l.Variable is not ("block" or "last")).ToList();
        statements.AddRange(Accumulate(Flatten(loops), inner, vectors, 1, Index.Text(_nest.Blocks - 1), _nest.Tail));
        return [new Scope(statements)];
    }

    /// <summary>How many independent sums the innermost loop allows.</summary>
    private static int Split(List<Loop> loops)
    {
        if (loops.Count == 0) return 1;
        var last = loops[loops.Count - 1];
        return last.Extent % Chains == 0 && last.Extent >= 2 * Chains && last.Variable != "block" ? Chains : 1;
    }

    private List<Statement> Accumulate(List<Loop> loops, IReadOnlyList<string> references, int vectors, int chains, string block, int lanes)
    {
        if (_nest.UsesIndices) chains = 1;
        long[] strides = chains == 1 ? [] : loops[loops.Count - 1].Strides;
        if (chains > 1)
        {
            var last = loops[loops.Count - 1];
            loops[loops.Count - 1] = last with { Extent = last.Extent / chains, Strides = [.. strides.Select(s => s * chains)] };
        }

        return StridedNest.Build(loops, references, r =>
        {
            var statements = new List<Statement>();
            for (var chain = 0; chain < chains; chain++)
            {
                var at = r.ToArray();
                for (var i = 0; chain > 0 && i < strides.Length; i++)
                {
                    if (strides[i] == 0) continue;
                    at[i] = $"{r[i]}{(char)('a' + chain)}";
                    statements.Add(new Alias(at[i], r[i], Index.Text(chain * strides[i])));
                }

                for (var v = 0; v < vectors; v++)
                {
                    var first = v * _c.Isa.Lanes;
                    if (first >= lanes) break;
                    var value = _nest.Element(at, _lane < 0 ? 0 : first, block, statements, $"{v}{(char)('a' + chain)}");
                    if (lanes != int.MaxValue)
                        value = new FirstLanes(lanes - first, value, new Number(_node.Kind == ReduceKind.Sum ? 0 : double.NegativeInfinity));
                    statements.Add(new Assign(Name(v, chain), Combine(value, new Local(Name(v, chain)))));
                }
            }

            return statements;
        });
    }

    private void StoreResult(List<Statement> statements, string y, int vectors, int keptLanes)
    {
        if (_lane < 0)
        {
            statements.Add(new StoreScalar(new(y, 0), new Local(Name(0, 0)), _c.Accumulate));
            return;
        }

        if (_laneKept)
        {
            for (var v = 0; v < vectors; v++)
            {
                Value value = new Local(Name(v, 0));
                if (keptLanes < Layout.Lanes) value = new FirstLanes(keptLanes - (v * _c.Isa.Lanes), value, new Number(0));
                statements.Add(new Store(new(y, v * _c.Isa.Lanes), value, _c.Accumulate));
            }

            return;
        }

        for (var v = 1; v < vectors; v++) statements.Add(new Assign(Name(0, 0), Combine(new Local(Name(v, 0)), new Local(Name(0, 0)))));
        statements.Add(new StoreScalar(new(y, 0), new Horizontal(_node.Kind, new Local(Name(0, 0))), _c.Accumulate));
    }

    private Value Combine(Value value, Value accumulator) => _node.Kind == ReduceKind.Maximum
        ? new Binary(BinaryOp.Maximum, value, accumulator)
        : value is Binary { Op: BinaryOp.Multiply } product ? new MultiplyAdd(product.A, product.B, accumulator) : new Binary(BinaryOp.Add, accumulator, value);

    private static string Name(int v, int chain) => $"sum{v}{(chain == 0 ? "" : ((char)('a' + chain)).ToString())}";
}
