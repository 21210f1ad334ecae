// Input: pooling, forward or backward. Output: loops over samples, channel blocks and positions around the window, lanes along channels.
// Invariant: positions outside of the input do not count; windows that cannot stick out are unrolled, others are clipped.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="WindowNode"/>, <see cref="SpreadNode"/> and <see cref="RouteNode"/>.</summary>
internal static class WindowSchedule
{
    private const int UnrolledTaps = 16;

    public static ScheduledKernel Of(WindowNode node, ScheduleContext c)
    {
        var pool = new Pool(node.Windows, c.LayoutOf(node.X), c.LayoutOf(node), c);
        var lowering = node.Epilogue is { } e ? new ExprLowering(e.Expression) : null;
        var operands = node.Epilogue?.Operands ?? [];
        string[] streams = ["x", .. operands.Select((_, i) => $"e{i}"), "y"];
        List<Statement> body = [.. lowering?.Prologue ?? []];
        body.AddRange(pool.Positions(node.Batched, (position, block) =>
        {
            var statements = new List<Statement>();
            for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
                statements.Add(new Let($"fold{v}", new Number(node.Kind == ReduceKind.Sum ? 0 : double.NegativeInfinity)));
            statements.AddRange(pool.Taps(tap =>
            {
                var taps = new List<Statement>();
                for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
                {
                    foreach (var x in pool.LaneTaps("x", tap, v))
                        taps.Add(new Assign($"fold{v}", new Binary(node.Kind == ReduceKind.Sum ? BinaryOp.Add : BinaryOp.Maximum, x, new Local($"fold{v}"))));
                }

                return taps;
            }));
            for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
            {
                Value value = new Local($"fold{v}");
                if (lowering is not null)
                {
                    var accumulated = v;
                    value = lowering.Lower(
                        i => i == 0 ? new Local($"fold{accumulated}") : EpilogueOperands.Value(operands[i - 1], c.LayoutOf(operands[i - 1].Node), $"e{i - 1}", pool.Lane, accumulated * c.Isa.Lanes, pool.Variable),
                        axis => axis == pool.Lane ? new LaneIndex(Index.Sum(Index.Times("block", 16), Index.Text(accumulated * c.Isa.Lanes))) : new IndexValue(pool.Variable(axis)),
                        statements,
                        $"{v}");
                }

                if (pool.Tail < Layout.Lanes && (lowering is not null || pool.IsAlongLanes || (node.Kind == ReduceKind.Maximum && pool.HasEmptyWindows))) value = MaskOnLastBlock(value, pool, v, c, statements);
                statements.Add(new Store(new("y", pool.OutputOffset(v)), value, c.Accumulate));
            }

            return statements;
        }));
        IReadOnlyList<string> counts = [.. node.Batched ? new[] { "n" } : [], .. lowering?.BatchSizes ?? []];
        var stem = $"{(node.Kind == ReduceKind.Sum ? "WindowSum" : "WindowMax")}{string.Join("x", node.Windows.Where(w => !w.IsUntouched).Select(w => w.Size))}";
        return new(new(stem, streams, counts, body), [node.X, .. operands.Select(o => o.Node), node]);
    }

    public static ScheduledKernel Of(SpreadNode node, ScheduleContext c)
    {
        var layout = c.LayoutOf(node);
        var pool = new Pool(node.Windows, layout, c.LayoutOf(node.Dy), c);
        List<Statement> body = [ClearAll("dx", layout, node.Batched)];
        body.AddRange(pool.Positions(node.Batched, (_, _) =>
        {
            var statements = new List<Statement>();
            for (var v = 0; v < c.Isa.VectorsPerPanel; v++) statements.Add(new Let($"dy{v}", new Load(new("dy", pool.OutputOffset(v)))));
            statements.AddRange(pool.Taps(tap =>
            {
                var taps = new List<Statement>();
                for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
                    foreach (var (offset, value) in pool.Spread(tap, v, [.. Enumerable.Repeat($"dy{v}", pool.IsAlongLanes ? 2 : 1)])) taps.Add(new Store(new("dx", offset), value, Accumulate: true));
                return taps;
            }));
            return statements;
        }));
        return new(new("Spread", ["dy", "dx"], node.Batched ? ["n"] : [], body), [node.Dy, node]);
    }

    public static ScheduledKernel Of(RouteNode node, ScheduleContext c)
    {
        var layout = c.LayoutOf(node);
        var pool = new Pool(node.Windows, layout, c.LayoutOf(node.Dy), c) { X = c.LayoutOf(node.X), Y = c.LayoutOf(node.Y) };
        List<Statement> body = [ClearAll("dx", layout, node.Batched)];
        body.AddRange(pool.Positions(node.Batched, (_, _) =>
        {
            var statements = new List<Statement>();
            for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
            {
                statements.Add(new Let($"max{v}", new Load(new("y", pool.OutputOffset(v, pool.Y!)))));
                statements.Add(new Let($"dy{v}", new Load(new("dy", pool.OutputOffset(v)))));
            }

            statements.AddRange(pool.Taps(tap =>
            {
                // The first position that holds the maximum takes the gradient; what it took is no longer there for the others.
                var taps = new List<Statement>();
                for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
                {
                    var hits = new List<string>();
                    foreach (var x in pool.LaneTaps("x", tap, v, pool.X!))
                    {
                        var hit = $"hit{v}{(char)('a' + hits.Count)}";
                        hits.Add(hit);
                        taps.Add(new Let(hit, new Choose(Comparison.Equal, x, new Local($"max{v}"), new Local($"dy{v}"), new Number(0))));
                        taps.Add(new Assign($"dy{v}", new Choose(Comparison.Equal, x, new Local($"max{v}"), new Number(0), new Local($"dy{v}"))));
                    }

                    foreach (var (offset, value) in pool.Spread(tap, v, hits)) taps.Add(new Store(new("dx", offset), value, Accumulate: true));
                }

                return [new Scope(taps)];
            }));
            statements.Add(new WhenNaN([.. Enumerable.Range(0, c.Isa.VectorsPerPanel).Select(v => $"max{v}")], RouteNaN(pool, c)));
            return statements;
        }));
        return new(new("Route", ["x", "y", "dy", "dx"], node.Batched ? ["n"] : [], body), [node.X, node.Y, node.Dy, node]);
    }

    /// <summary>NaN equals nothing: where it is the maximum, the last position that holds it takes the gradient, as in PyTorch.</summary>
    private static List<Statement> RouteNaN(Pool pool, ScheduleContext c) => pool.Taps(
        tap =>
        {
            var taps = new List<Statement>();
            for (var v = 0; v < c.Isa.VectorsPerPanel; v++)
            {
                var inputs = pool.LaneTaps("x", tap, v, pool.X!).ToList();
                string[] hits = [.. inputs.Select((_, i) => $"last{v}{(char)('a' + i)}")];
                for (var i = inputs.Count - 1; i >= 0; i--)
                {
                    taps.Add(new Let(hits[i], new Choose(Comparison.Equal, inputs[i], inputs[i], new Number(0), new Local($"dy{v}"))));
                    taps.Add(new Assign($"dy{v}", new Choose(Comparison.Equal, inputs[i], inputs[i], new Local($"dy{v}"), new Number(0))));
                }

                foreach (var (offset, value) in pool.Spread(tap, v, hits)) taps.Add(new Store(new("dx", offset), value, Accumulate: true));
            }

            return [new Scope(taps)];
        },
        isBackwards: true);

    private static Clear ClearAll(string stream, Layout layout, bool batched) =>
        Clear.Tensor(stream, layout, batched);

    private static Value MaskOnLastBlock(Value value, Pool pool, int v, ScheduleContext c, List<Statement> statements)
    {
        var first = v * c.Isa.Lanes;
        if (pool.Blocks == 1) return new FirstLanes(pool.Tail - first, value, new Number(0));
        if (pool.Tail - first >= c.Isa.Lanes) return value;
        statements.Add(new Let($"result{v}", value));
        statements.Add(new When($"block == {pool.Blocks - 1}", [new Assign($"result{v}", new FirstLanes(pool.Tail - first, new Local($"result{v}"), new Number(0)))]));
        return new Local($"result{v}");
    }

    /// <summary>The geometry of a pooling: offsets as expressions of the loop variables.</summary>
    private sealed class Pool(IReadOnlyList<WindowAxis> windows, Layout input, Layout output, ScheduleContext c)
    {
        private readonly int[] _axes = [.. Enumerable.Range(0, windows.Count).Where(a => a != output.LaneAxis)];

        public Layout? X { get; init; }

        public Layout? Y { get; init; }

        public int Lane { get; } = output.LaneAxis;

        public int Blocks => output.Axes[Lane].Blocks;

        public int Tail => output.Tail;

        /// <summary>Whether the window slides along the lanes: the rows of an image.</summary>
        public bool IsAlongLanes => !windows[Lane].IsUntouched;

        /// <summary>Whether a window lies beside the input: its maximum is minus infinity, in padding lanes too.</summary>
        public bool HasEmptyWindows => windows.Where((w, axis) => Enumerable.Range(0, w.OutExtent).Any(position => !Touches(w, position, input.Axes[axis].Extent))).Any();

        private static bool Touches(WindowAxis w, int position, int extent) =>
            Enumerable.Range(0, w.Size).Select(k => (position * w.Stride) - w.PadLow + (k * w.Dilation)).Any(at => at >= 0 && at < extent);

        /// <summary>The inputs of the window's taps along the lanes, at a tap along the other axes.</summary>
        public IEnumerable<Value> LaneTaps(string stream, string[] tap, int v, Layout? layout = null)
        {
            var w = windows[Lane];
            for (var k = 0; k < w.Size; k++)
            {
                var from = new Address(stream, Index.Sum(InputOffset(tap, v, layout), Index.Text(k * w.Dilation)));
                yield return w.Stride == 2 ? new LoadEven(from) : new Load(from);
            }
        }

        /// <summary>Where the gradients of the taps along the lanes go: side by side.</summary>
        public IEnumerable<(string Offset, Value Value)> Spread(string[] tap, int v, IReadOnlyList<string> gradients)
        {
            var offset = InputOffset(tap, v);
            if (!IsAlongLanes)
            {
                yield return (offset, new Local(gradients[0]));
                yield break;
            }

            yield return (offset, new Interleave(new Local(gradients[0]), new Local(gradients[1]), High: false));
            yield return (Index.Sum(offset, Index.Text(c.Isa.Lanes)), new Interleave(new Local(gradients[0]), new Local(gradients[1]), High: true));
        }

        public string Variable(int axis) => $"p{axis}";

        private bool IsClipped(int axis)
        {
            var w = windows[axis];
            var last = ((w.OutExtent - 1) * w.Stride) - w.PadLow + ((w.Size - 1) * w.Dilation);
            return w.PadLow > 0 || last >= input.Axes[axis].Extent;
        }

        public List<Statement> Positions(bool batched, Func<string, string, List<Statement>> body)
        {
            var statements = body("p", "block");
            foreach (var axis in Enumerable.Reverse(_axes))
            {
                var w = windows[axis];
                if (IsClipped(axis))
                {
                    // The taps of this position that lie inside of the input.
                    List<Statement> clipped =
                    [
                        new LetIndex($"first{axis}", w.PadLow == 0 ? "0" : $"__sys::Math.Max(0, ({w.PadLow + w.Dilation - 1} - {Index.Times($"p{axis}", w.Stride)}) / {w.Dilation})"),
                        new LetIndex($"last{axis}", $"__sys::Math.Min({w.Size}, ({input.Axes[axis].Extent + w.PadLow + w.Dilation - 1} - {Index.Times($"p{axis}", w.Stride)}) / {w.Dilation})"),
                        .. statements,
                    ];
                    statements = clipped;
                }

                statements = [new For($"p{axis}", "0", Index.Text(w.OutExtent), 1, statements)];
            }

            statements = [new For("block", "0", Index.Text(Blocks), 1, statements)];
            return batched ? [new For("s", "0", "n", 1, statements)] : statements;
        }

        /// <summary>
        /// The window: <paramref name="body"/> gets the tap's index along each axis, a number or a variable. Backwards the last tap comes first, in loops.
        /// </summary>
        public List<Statement> Taps(Func<string[], List<Statement>> body, bool isBackwards = false)
        {
            var taps = windows.Aggregate(1L, (product, w) => product * w.Size);
            var unrolled = !isBackwards && taps <= UnrolledTaps && !_axes.Any(IsClipped);
            return Taps(0, [.. windows.Select(_ => "0")], unrolled, isBackwards, body);
        }

        private List<Statement> Taps(int depth, string[] tap, bool unrolled, bool isBackwards, Func<string[], List<Statement>> body)
        {
            if (depth == _axes.Length) return body(tap);
            var axis = _axes[depth];
            if (windows[axis].Size == 1 && !IsClipped(axis)) return Taps(depth + 1, tap, unrolled, isBackwards, body);
            if (!unrolled)
            {
                var (from, to) = IsClipped(axis) ? ($"first{axis}", $"last{axis}") : ("0", Index.Text(windows[axis].Size));
                tap[axis] = !isBackwards ? $"k{axis}" : IsClipped(axis) ? $"({from} + {to} - 1 - k{axis})" : $"({Index.Text(windows[axis].Size - 1)} - k{axis})";
                return [new For($"k{axis}", from, to, 1, Taps(depth + 1, tap, unrolled, isBackwards, body))];
            }

            var statements = new List<Statement>();
            for (var k = 0; k < windows[axis].Size; k++)
            {
                tap[axis] = Index.Text(k);
                statements.AddRange(Taps(depth + 1, tap, unrolled, isBackwards, body));
            }

            return statements;
        }

        public string InputOffset(string[] tap, int v, Layout? layout = null)
        {
            var l = layout ?? input;
            var along = windows[Lane].Stride;
            var terms = new List<string> { Index.Times("s", l.Length), Index.Times("block", StridedNest.BlockStride(l, Lane) * along) };
            var constant = (long)v * c.Isa.Lanes * along;
            foreach (var axis in _axes)
            {
                var w = windows[axis];
                long stride = l.Axes[axis].Stride;
                terms.Add(Index.Times($"p{axis}", w.Stride * stride));
                if (int.TryParse(tap[axis], out var k)) constant += k * w.Dilation * stride;
                else terms.Add(Index.Times(tap[axis], w.Dilation * stride));
                constant -= w.PadLow * stride;
            }

            terms.Add(Index.Text(constant));
            return Index.Sum(terms);
        }

        public string OutputOffset(int v, Layout? layout = null)
        {
            var l = layout ?? output;
            var terms = new List<string> { Index.Times("s", l.Length), Index.Times("block", StridedNest.BlockStride(l, Lane)) };
            terms.AddRange(_axes.Select(axis => Index.Times($"p{axis}", l.Axes[axis].Stride)));
            terms.Add(Index.Text(v * c.Isa.Lanes));
            return Index.Sum(terms);
        }
    }
}
