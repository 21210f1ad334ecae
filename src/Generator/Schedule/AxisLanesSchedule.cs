// Input: a move along one axis that is not that of the lanes, or not that of the rows of two row-major tensors. Output: vectors moved or summed whole, at
// places that a table says. Invariant: panels move with their padding; of rows without padding the elements alone are written.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Moves along one axis where runs of neighbouring elements keep together.</summary>
internal static class AxisLanesSchedule
{
    /// <summary>So many taps of each position are written out; more are a loop.</summary>
    private const int UnrolledTaps = 4;

    /// <summary>Vectors summed at once in a loop over taps, and stored in a line without a loop.</summary>
    private const int Wide = 4;

    public static ScheduledKernel? Of(AxisMove move)
    {
        var isAlike = IsAlike(move);
        if (Loops(move, isAlike) is not { } loops) return null;
        var (before, after) = loops;
        var inRow = after[after.Count - 1].Extent;
        if (inRow < move.Context.Isa.Lanes) return null;
        List<Statement> body = [.. Padding.Clear(move.To, move.Node.Batched, haloOnly: isAlike || move.To.LaneAxis < 0 || move.To.IsRows, isPadded: isAlike)];
        if (move.Runs is { } runs && runs.Count(run => !run.IsZero) <= 1)
        {
            foreach (var part in runs) body.Add(new Scope(Run(move, part, before, after)));
            return move.Kernel("Lanes", body);
        }

        body.AddRange(TapTables.Of(move.Table));
        var along = new Loop($"i{move.Axis}", move.Table.Extent, null, [0, move.To.Axes[move.Axis].Stride]);
        var inner = after.Take(after.Count - 1).ToList();
        body.AddRange(StridedNest.Build([.. StridedNest.Merge([.. move.Samples, .. before]), along], ["x", "y"], r =>
            move.Table is { IsUniform: true, MostTaps: >= 1 and <= UnrolledTaps } ? Uniform(move, along.Variable, inner, inRow, r) : Summed(move, along.Variable, inner, inRow, r)));
        return move.Kernel("Lanes", body);
    }

    /// <summary>Whether both tensors have their lanes, padding included, along the same axis, and not along the one that moves.</summary>
    private static bool IsAlike(AxisMove move) =>
        move.To.LaneAxis is >= 0 and var lane && lane == move.From.LaneAxis && lane != move.Axis && !move.From.IsExact && !move.To.IsExact;

    /// <summary>The loops around the axis and those inside of it, the last of which is a run of neighbours in both tensors.</summary>
    private static (List<Loop> Before, List<Loop> After)? Loops(AxisMove move, bool isAlike)
    {
        Layout from = move.From, to = move.To;
        var loops = new List<Loop>();
        if (isAlike)
        {
            var lane = to.LaneAxis;
            if (Beside(move, lane).Any(axis => from.Axes[axis].IsBlocked || to.Axes[axis].IsBlocked)) return null;
            loops.Add(new("block", to.Axes[lane].Blocks, null, [StridedNest.BlockStride(from, lane), StridedNest.BlockStride(to, lane)]));
            loops.Add(new("lanes", Layout.Lanes, null, [1, 1]));
            loops.AddRange(Beside(move, lane).Where(axis => axis != move.Axis).Select(move.Along));
        }
        else
        {
            if (from.Axes.Concat(to.Axes).Any(a => a.IsBlocked)) return null;
            loops.AddRange(Beside(move, move.Axis).Select(move.Along));
        }

        var ordered = loops.Where(l => l.Extent > 1).OrderByDescending(l => l.Strides[1]).ToList();
        if (ordered.Count == 0 || ordered[ordered.Count - 1].Strides.Any(s => s != 1)) return null;
        var stride = move.To.Axes[move.Axis].Stride;
        List<Loop> before = [.. ordered.Where(l => l.Strides[1] > stride)], after = StridedNest.Merge(ordered.Where(l => l.Strides[1] <= stride));
        return after.Count == 0 ? null : (before, after);
    }

    private static IEnumerable<int> Beside(AxisMove move, int axis) => Enumerable.Range(0, move.Node.Rank).Where(a => a != axis);

    /// <summary>One run of the axis: a nest that copies, or zeros what comes from nowhere.</summary>
    private static List<Statement> Run(AxisMove move, AxisRun part, List<Loop> before, List<Loop> after)
    {
        var statements = new List<Statement>();
        string[] at = ["x", "y"];
        int[] offsets = [Math.Max(0, part.Source) * move.From.Axes[move.Axis].Stride, part.Start * move.To.Axes[move.Axis].Stride];
        for (var i = 0; i < 2; i++)
            if (offsets[i] != 0) statements.Add(new Alias(at[i] = $"{at[i]}Run", i == 0 ? "x" : "y", Index.Text(offsets[i])));
        var along = new Loop($"i{move.Axis}", part.Count, null, [part.Step * move.From.Axes[move.Axis].Stride, move.To.Axes[move.Axis].Stride]);
        // What is contiguous within a sample is one run; samples are a loop of their own.
        var nest = StridedNest.Merge([.. before, along, .. after]);
        var run = nest[nest.Count - 1];
        nest.RemoveAt(nest.Count - 1);
        statements.AddRange(StridedNest.Build([.. move.Samples, .. nest], at, r => Vectors(move, run.Extent, part.IsZero ? [r[1]] : r, (q, offset) =>
            [new Store(new(q[q.Count - 1], offset), part.IsZero ? new Number(0) : new Load(new(q[0], offset)))])));
        return statements;
    }

    /// <summary>A position with as many taps as all others: their places and weights are read once for the whole run.</summary>
    private static List<Statement> Uniform(AxisMove move, string i, List<Loop> inner, int run, IReadOnlyList<string> r)
    {
        var taps = move.Table.MostTaps;
        var statements = new List<Statement>();
        string[] names = [.. Enumerable.Range(0, taps).Select(tap => $"x{(char)('A' + tap)}")], weights = [.. Enumerable.Range(0, taps).Select(tap => $"w{(char)('A' + tap)}")];
        for (var tap = 0; tap < taps; tap++)
        {
            var at = Index.Sum(Index.Times(i, taps), Index.Text(tap));
            statements.Add(new Alias(names[tap], r[0], Index.Times(TapTables.Source(at), move.From.Axes[move.Axis].Stride)));
            if (move.Table.Weights is not null) statements.Add(new Let(weights[tap], new Broadcast(TapTables.Weight(at))));
        }

        Loop[] loops = [.. inner.Select(l => l with { Strides = [.. names.Select(_ => l.Strides[0]), l.Strides[1]] })];
        statements.AddRange(StridedNest.Build(loops, [.. names, r[1]], q => Vectors(move, run, q, (p, offset) =>
        {
            Value? sum = null;
            for (var tap = 0; tap < taps; tap++)
            {
                Value x = new Load(new(p[tap], offset)), weight = new Local(weights[tap]);
                sum = move.Table.Weights is null ? sum is null ? x : new Binary(BinaryOp.Add, sum, x) : sum is null ? new Binary(BinaryOp.Multiply, weight, x) : new MultiplyAdd(weight, x, sum);
            }

            return [new Store(new(p[taps], offset), sum!)];
        })));
        return statements;
    }

    /// <summary>A position with taps of its own number: some vectors at once, one tap after the other.</summary>
    private static List<Statement> Summed(AxisMove move, string i, List<Loop> inner, int run, IReadOnlyList<string> r)
    {
        List<Statement> statements = [.. TapTables.Bounds(move.Table, i)];
        var lanes = move.Context.Isa.Lanes;
        statements.AddRange(StridedNest.Build(inner, r, q =>
        {
            var all = run / lanes;
            var wide = Enumerable.Range(1, Wide).Last(w => all % w == 0);
            var sums = StridedNest.Build(StridedNest.Merge([new Loop("v", all / wide, null, [wide * lanes, wide * lanes])]), q, p => Sum(move, p, wide, 0));
            return run % lanes == 0 ? sums : [.. sums, .. Sum(move, q, 1, run - lanes)];
        }));
        return statements;
    }

    private static List<Statement> Sum(AxisMove move, IReadOnlyList<string> r, int vectors, int offset)
    {
        var lanes = move.Context.Isa.Lanes;
        var statements = new List<Statement>();
        for (var v = 0; v < vectors; v++) statements.Add(new Let($"sum{v}", new Number(0)));
        var taps = new List<Statement> { new Alias("tapped", r[0], Index.Times(TapTables.Source("tap"), move.From.Axes[move.Axis].Stride)) };
        if (move.Table.Weights is not null) taps.Add(new Let("weight", new Broadcast(TapTables.Weight("tap"))));
        for (var v = 0; v < vectors; v++)
        {
            Value x = new Load(new("tapped", offset + (v * lanes))), sum = new Local($"sum{v}");
            taps.Add(new Assign($"sum{v}", move.Table.Weights is null ? new Binary(BinaryOp.Add, sum, x) : new MultiplyAdd(new Local("weight"), x, sum)));
        }

        statements.Add(TapTables.Loop(taps));
        for (var v = 0; v < vectors; v++) statements.Add(new Store(new(r[1], offset + (v * lanes)), new Local($"sum{v}")));
        return [new Scope(statements)];
    }

    /// <summary>The vectors of a run; where it is no whole number of them, the last overlaps the one before it.</summary>
    private static List<Statement> Vectors(AxisMove move, int run, IReadOnlyList<string> references, Func<IReadOnlyList<string>, int, IEnumerable<Statement>> vector)
    {
        int lanes = move.Context.Isa.Lanes, all = run / lanes;
        var wide = all <= 2 * Wide ? all : Enumerable.Range(1, Wide).Last(w => all % w == 0);
        var loop = new Loop("v", all / wide, null, [.. references.Select(_ => (long)wide * lanes)]);
        var statements = StridedNest.Build(StridedNest.Merge([loop]), references, r => [.. Enumerable.Range(0, wide).SelectMany(v => vector(r, v * lanes))]);
        if (run % lanes != 0) statements.AddRange(vector(references, run - lanes));
        return statements;
    }
}
