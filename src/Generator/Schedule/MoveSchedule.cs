// Input: a node that only moves elements. Output: vector copies where lanes keep their places, element copies otherwise.
// Invariant: padding and halo of the result are zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules <see cref="ConvertNode"/>, <see cref="PermuteNode"/> and <see cref="ConcatNode"/>.</summary>
internal static class MoveSchedule
{
    private const int Letters = 26;

    public static ScheduledKernel Of(Node node, ScheduleContext c) => node switch
    {
        ConvertNode convert => Convert(convert, c),
        PermuteNode permute => Permute(permute, c),
        ConcatNode concat => Concat(concat, c),
        _ => throw new InvalidOperationException($"{node} is not a move."),
    };

    private static ScheduledKernel Convert(ConvertNode node, ScheduleContext c)
    {
        Layout from = c.LayoutOf(node.X), to = c.LayoutOf(node);
        if (Transposable(node.X, from, to) is { } transposed && !c.Accumulate) return Transpose(node, c, transposed.FromLane, transposed.ToLane);
        var lane = to.LaneAxis >= 0 ? to.LaneAxis : from.LaneAxis;
        // Where both count the lanes alike whole vectors move, padding included.
        var alike = lane >= 0 && from.LaneAxis == to.LaneAxis && !from.IsExact && !to.IsExact
            && from.Axes.Select((a, i) => i == lane || (!a.IsBlocked && !to.Axes[i].IsBlocked)).All(ok => ok);
        if (!alike && !c.Accumulate && Lanes(node, from, to, c) is { } lanes) return lanes;
        if (!alike && !c.Accumulate && Rows(node, from, to, c) is { } rows) return rows;
        if (!alike) return (c.Accumulate ? null : Strided("Copy", node, node.X, [.. Enumerable.Range(0, node.Rank)], c)) ?? Elements("Copy", node, node.X, c, Variable);

        var blocks = to.Axes[lane].Blocks;
        var loops = new List<Loop>();
        if (node.Batched) loops.Add(new("s", 1, "n", [from.Length, to.Length]));
        loops.Add(new("block", blocks, null, [StridedNest.BlockStride(from, lane), StridedNest.BlockStride(to, lane)]));
        for (var axis = 0; axis < node.Rank; axis++)
            if (axis != lane) loops.Add(new($"i{axis}", node.Shape[axis], null, [from.Axes[axis].Stride, to.Axes[axis].Stride]));
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: true)];
        body.AddRange(StridedNest.Build(StridedNest.Merge(loops), ["x", "y"], r => [.. Enumerable.Range(0, c.Isa.VectorsPerPanel).Select(v =>
            (Statement)new Store(new(r[1], v * c.Isa.Lanes), new Load(new(r[0], v * c.Isa.Lanes)), c.Accumulate))]));
        return new(new("Copy", ["x", "y"], Counts(node), body), [node.X, node]);
    }

    /// <summary>Between channels apart and channels in lanes: tiles of 16 pixels.</summary>
    private static ScheduledKernel? Lanes(ConvertNode node, Layout from, Layout to, ScheduleContext c)
    {
        var into = to.LaneAxis >= 0 && !to.IsRows;
        var (blocked, plain) = into ? (to, from) : (from, to);
        var lane = blocked.LaneAxis;
        var pixel = node.Rank - 1;
        if (lane < 0 || lane == pixel || !blocked.Axes[lane].IsBlocked || (plain.LaneAxis >= 0 && !plain.IsRows) || plain.Axes[pixel].Stride != 1 || plain.Axes.Any(a => a.IsBlocked)) return null;
        int blocks = blocked.Axes[lane].Blocks, tail = blocked.Tail;
        Loop loop(string name, int extent, long plainStride, long blockedStride) =>
            new(name, extent, null, into ? [plainStride, blockedStride] : [blockedStride, plainStride]);
        var outer = new List<Loop>();
        if (node.Batched) outer.Add(new("s", 1, "n", [from.Length, to.Length]));
        var pixels = new List<Loop>();
        for (var axis = 0; axis < node.Rank; axis++)
            if (axis != lane) pixels.Add(loop($"i{axis}", node.Shape[axis], plain.Axes[axis].Stride, blocked.Axes[axis].Stride));
        var columns = pixels[pixels.Count - 1];
        pixels = StridedNest.Merge(pixels);
        // A row of one element is a row all the same: what merging leaves would be a column, whose elements are no neighbours.
        if (plain.IsRows) return RowTiles(node, into, blocked, plain, outer, columns.Extent == 1 ? [.. pixels, columns] : pixels, c);
        if (pixels.Count == 0) return null;
        var run = pixels[pixels.Count - 1];
        int channelStride = plain.Axes[lane].Stride, pixelStride = (int)run.Strides[into ? 1 : 0];
        if (run.Strides[into ? 0 : 1] != 1) return null;

        // Rows that follow each other where the channels are apart go in one call.
        var around = pixels.Count - 1;
        int rows = 1, rowStride = 0;
        if (around > 0 && pixels[around - 1].Strides[into ? 0 : 1] == run.Extent)
        {
            around--;
            rows = pixels[around].Extent;
            rowStride = (int)pixels[around].Strides[into ? 1 : 0];
        }

        List<Statement> moves(IReadOnlyList<string> r, int channels) => StridedNest.Build([.. pixels.Take(around)], r, inner =>
            [new CallLanes(into, inner[0], inner[1], channelStride, pixelStride, rowStride, channels, run.Extent, rows)]);
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: true)];
        body.AddRange(StridedNest.Build(outer, ["x", "y"], r =>
        {
            var statements = new List<Statement>();
            var whole = tail == Layout.Lanes ? blocks : blocks - 1;
            var step = loop("block", whole, (long)Layout.Lanes * channelStride, blocked.Axes[lane].BlockStride);
            if (whole > 0) statements.AddRange(StridedNest.Build([step], r, inner => moves(inner, Layout.Lanes)));
            if (tail == Layout.Lanes) return statements;
            var last = new List<Statement>();
            string[] at = [.. r];
            for (var i = 0; i < 2 && whole > 0; i++)
            {
                at[i] = $"{r[i]}Tail";
                last.Add(new Alias(at[i], r[i], Index.Text(step.Strides[i] * whole)));
            }

            last.AddRange(moves(at, tail));
            statements.Add(new Scope(last));
            return statements;
        }));
        return new(new(into ? "ToLanes" : "FromLanes", ["x", "y"], Counts(node), body), [node.X, node]);
    }

    /// <summary>Between rows of lanes and channels in lanes: tiles of 16 pixels of a row. Missing pixels and channels come out as zeros.</summary>
    private static ScheduledKernel RowTiles(ConvertNode node, bool into, Layout blocked, Layout plain, List<Loop> outer, List<Loop> pixels, ScheduleContext c)
    {
        Layout from = c.LayoutOf(node.X), to = c.LayoutOf(node);
        var lane = blocked.LaneAxis;
        var run = pixels[pixels.Count - 1];
        int channelStride = plain.Axes[lane].Stride, pixelStride = (int)run.Strides[into ? 1 : 0];
        var body = new List<Statement>();
        if (to.HasHalo || to.IsRows) body.AddRange(HaloSchedule.Clear(to, node.Batched));
        Loop loop(string name, int extent, long plainStride, long blockedStride) => new(name, extent, null, into ? [plainStride, blockedStride] : [blockedStride, plainStride]);
        body.AddRange(StridedNest.Build(outer, ["x", "y"], r =>
        {
            var parts = new List<Statement>();
            foreach (var (firstBlock, blocks, channels) in Tiles(node.Shape[lane], isBlocked: false))
            {
                foreach (var (firstTile, tiles, size) in Tiles(run.Extent, isBlocked: false))
                {
                    Loop block = loop("block", blocks, (long)Layout.Lanes * channelStride, blocked.Axes[lane].BlockStride), tile = loop("tile", tiles, Layout.Lanes, (long)Layout.Lanes * pixelStride);
                    var part = new List<Statement>();
                    string[] at = [.. r];
                    for (var i = 0; i < 2; i++)
                    {
                        var offset = (firstBlock * block.Strides[i]) + (firstTile * tile.Strides[i]);
                        if (offset != 0) part.Add(new Alias(at[i] = $"{r[i]}Part", r[i], Index.Text(offset)));
                    }

                    part.AddRange(StridedNest.Build(StridedNest.Merge([block, .. pixels.Take(pixels.Count - 1), tile]), at, q =>
                        [into ? new CallTranspose(q[0], channelStride, channels, q[1], pixelStride, size) : new CallTranspose(q[0], pixelStride, size, q[1], channelStride, channels)]));
                    parts.Add(new Scope(part));
                }
            }

            return parts;
        }));
        return new(new(into ? "ToLanes" : "FromLanes", ["x", "y"], Counts(node), body), [node.X, node]);
    }

    /// <summary>Between two row-major layouts: whole rows.</summary>
    private static ScheduledKernel? Rows(ConvertNode node, Layout from, Layout to, ScheduleContext c)
    {
        // A vector is a row whether or not it is padded.
        if (node.Rank == 0 || (node.Rank > 1 && ((from.LaneAxis >= 0 && !from.IsRows) || (to.LaneAxis >= 0 && !to.IsRows))) || from.Axes.Concat(to.Axes).Any(a => a.IsBlocked)) return null;
        var loops = StridedNest.Merge(Enumerable.Range(0, node.Rank).Select(axis => Strided(axis, node, from, to)));
        if (loops.Count == 0 || loops[loops.Count - 1] is not { } row || row.Strides.Any(s => s != 1)) return null;
        List<Loop> outer = [.. node.Batched ? [new Loop("s", 1, "n", [from.Length, to.Length])] : Array.Empty<Loop>(), .. loops.Take(loops.Count - 1)];
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: node.Rank > 1)];
        body.AddRange(StridedNest.Build(outer, ["x", "y"], r => [new CopyRow(r[0], r[1], row.Extent)]));
        return new(new("CopyRows", ["x", "y"], Counts(node), body), [node.X, node]);
    }

    /// <summary>Weights from lanes along one axis to lanes along another: tiles of 16 × 16, smaller ones at the ends.</summary>
    private static (int FromLane, int ToLane)? Transposable(Node x, Layout from, Layout to)
    {
        if (x.Batched || from.LaneAxis < 0 || to.LaneAxis < 0 || from.LaneAxis == to.LaneAxis || from.IsExact || to.IsExact) return null;
        var others = Enumerable.Range(0, x.Rank).Where(a => a != from.LaneAxis && a != to.LaneAxis);
        return others.Any(a => from.Axes[a].IsBlocked || to.Axes[a].IsBlocked) ? null : (from.LaneAxis, to.LaneAxis);
    }

    private static ScheduledKernel Transpose(ConvertNode node, ScheduleContext c, int fromLane, int toLane)
    {
        Layout from = c.LayoutOf(node.X), to = c.LayoutOf(node);
        var others = new List<Loop>();
        for (var axis = 0; axis < node.Rank; axis++)
            if (axis != fromLane && axis != toLane) others.Add(Strided(axis, node, from, to));
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: true)];
        foreach (var (firstRow, rowTiles, rows) in Tiles(node.Shape[toLane], from.Axes[toLane].IsBlocked))
        {
            foreach (var (firstColumn, columnTiles, columns) in Tiles(node.Shape[fromLane], to.Axes[fromLane].IsBlocked))
            {
                Loop along(int lane, int tiles) => new($"b{lane}", tiles, null, [StridedNest.BlockStride(from, lane), StridedNest.BlockStride(to, lane)]);
                Loop down = along(toLane, rowTiles), across = along(fromLane, columnTiles);
                var part = new List<Statement>();
                string[] at = ["x", "y"];
                for (var i = 0; i < 2; i++)
                {
                    var offset = (firstRow * down.Strides[i]) + (firstColumn * across.Strides[i]);
                    if (offset != 0) part.Add(new Alias(at[i] = $"{at[i]}Part", i == 0 ? "x" : "y", Index.Text(offset)));
                }

                part.AddRange(StridedNest.Build(StridedNest.Merge([down, across, .. others]), at, r =>
                    [new CallTranspose(r[0], from.Axes[toLane].Stride, rows, r[1], to.Axes[fromLane].Stride, columns)]));
                body.Add(new Scope(part));
            }
        }

        return new(new("Transpose", ["x", "y"], Counts(node), body), [node.X, node]);
    }

    /// <summary>Tiles of 16 along an axis, the padding of a blocked one included; (first, how many, elements of each).</summary>
    private static IEnumerable<(int First, int Count, int Size)> Tiles(int extent, bool isBlocked)
    {
        int whole = isBlocked ? (extent + Layout.Lanes - 1) / Layout.Lanes : extent / Layout.Lanes, rest = isBlocked ? 0 : extent % Layout.Lanes;
        if (whole > 0) yield return (0, whole, Layout.Lanes);
        if (rest > 0) yield return (whole, 1, rest);
    }

    private static Loop Strided(int axis, Node node, Layout from, Layout to)
    {
        if (from.Axes[axis].IsBlocked || to.Axes[axis].IsBlocked) throw new InvalidOperationException($"Axis {axis} of {node} is blocked beside the lanes.");
        return new($"i{axis}", node.Shape[axis], null, [from.Axes[axis].Stride, to.Axes[axis].Stride]);
    }

    private static ScheduledKernel Permute(PermuteNode node, ScheduleContext c) =>
        Strided("Permute", node, node.X, node.Order, c) ?? Elements("Permute", node, node.X, c, axis => Variable(Array.IndexOf(node.Order, axis)));

    /// <summary>Runs and transposes between two layouts, the axes in another order; null where neither is possible.</summary>
    private static ScheduledKernel? Strided(string stem, Node node, Node x, int[] order, ScheduleContext c)
    {
        Layout from = c.LayoutOf(x), to = c.LayoutOf(node);
        Loop[] samples = node.Batched ? [new("s", 1, "n", [from.Length, to.Length])] : [];
        var axes = order.Select((source, axis) => new MovedAxis(node.Shape[axis], from.Axes[source], to.Axes[axis])).ToList();
        return StridedMove.Of(axes, samples, "x", "y") is { } moves ? new(new(stem, ["x", "y"], Counts(node), [.. StridedMove.Padded(to, node.Batched), .. moves]), [x, node]) : null;
    }

    private static ScheduledKernel Elements(string stem, Node node, Node x, ScheduleContext c, Func<int, string> sourceIndex)
    {
        Layout from = c.LayoutOf(x), to = c.LayoutOf(node);
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: false)];
        string offset(Layout layout, Func<int, string> index) =>
            Index.Sum([.. node.Batched ? [Index.Times("s", layout.Length)] : Array.Empty<string>(), .. layout.Axes.Select((a, axis) => Index.At(a, index(axis)))]);
        List<Statement> inner = [new Store(new("y", offset(to, Variable)), new Load(new("x", offset(from, sourceIndex))), c.Accumulate)];
        body.AddRange(Loops(node, inner));
        return new(new(stem, ["x", "y"], Counts(node), body, IsScalar: true), [x, node]);
    }

    private static ScheduledKernel Concat(ConcatNode node, ScheduleContext c)
    {
        var to = c.LayoutOf(node);
        if (WholeLanes(node, to, c)) return ConcatLanes(node, to, c);
        if (ConcatParts(node, to, c) is { } parts) return parts;
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: false)];
        var start = 0;
        for (var part = 0; part < node.Inputs.Count; part++)
        {
            var x = node.Inputs[part];
            var from = c.LayoutOf(x);
            var first = start;
            var target = Index.Sum([
                .. node.Batched ? [Index.Times("s", to.Length)] : Array.Empty<string>(),
                .. to.Axes.Select((a, axis) => Index.At(a, axis == node.Axis ? Index.Sum(Variable(axis), Index.Text(first)) : Variable(axis)))]);
            var source = Index.Sum([.. x.Batched ? [Index.Times("s", from.Length)] : Array.Empty<string>(), .. from.Axes.Select((a, axis) => Index.At(a, Variable(axis)))]);
            List<Statement> inner = [new Store(new("y", target), new Load(new($"x{part}", source)), c.Accumulate)];
            for (var axis = x.Rank - 1; axis >= 0; axis--) inner = [new For(Variable(axis), "0", Index.Text(x.Shape[axis]), 1, inner)];
            body.AddRange(node.Batched ? [new For("s", "0", "n", 1, inner)] : inner);
            start += x.Shape[node.Axis];
        }

        return new(
            new("Concat", [.. node.Inputs.Select((_, i) => $"x{i}"), "y"], Counts(node), body, IsScalar: true), [.. node.Inputs, node]);
    }

    /// <summary>Each part by runs or transposes; null where a part starts within a panel of lanes, or where one has no such form.</summary>
    private static ScheduledKernel? ConcatParts(ConcatNode node, Layout to, ScheduleContext c)
    {
        if (c.Accumulate || node.Inputs.Any(part => part.Batched != node.Batched)) return null;
        List<Statement> body = [.. StridedMove.Padded(to, node.Batched)];
        var start = 0;
        for (var part = 0; part < node.Inputs.Count; part++)
        {
            var x = node.Inputs[part];
            var from = c.LayoutOf(x);
            if (to.Axes[node.Axis].IsBlocked && start % Layout.Lanes != 0) return null;
            var y = $"y{(char)('a' + (part / Letters))}{(char)('a' + (part % Letters))}";
            Loop[] samples = node.Batched ? [new("s", 1, "n", [from.Length, to.Length])] : [];
            var axes = x.Shape.Select((extent, axis) => new MovedAxis(extent, from.Axes[axis], to.Axes[axis])).ToList();
            if (StridedMove.Of(axes, samples, $"x{part}_", y) is not { } moves) return null;
            body.Add(new Scope([new Alias(y, "y", Index.Text(to.Axes[node.Axis].At(start))), .. moves]));
            start += x.Shape[node.Axis];
        }

        return new(new("Concat", [.. node.Inputs.Select((_, i) => $"x{i}_"), "y"], Counts(node), body), [.. node.Inputs, node]);
    }

    /// <summary>Whether every part starts on a whole panel of lanes, or is joined along another axis than the lanes.</summary>
    private static bool WholeLanes(ConcatNode node, Layout to, ScheduleContext c)
    {
        var start = 0;
        foreach (var part in node.Inputs)
        {
            var from = c.LayoutOf(part);
            var alike = !c.Accumulate && to.LaneAxis >= 0 && from.LaneAxis == to.LaneAxis && !from.IsExact && !to.IsExact && part.Batched == node.Batched;
            if (!alike || (node.Axis == to.LaneAxis && start % Layout.Lanes != 0)) return false;
            start += part.Shape[node.Axis];
        }

        return true;
    }

    private static ScheduledKernel ConcatLanes(ConcatNode node, Layout to, ScheduleContext c)
    {
        List<Statement> body = [.. ClearPadding(to, node.Batched, c, haloOnly: true)];
        var start = 0;
        for (var part = 0; part < node.Inputs.Count; part++)
        {
            var x = node.Inputs[part];
            var from = c.LayoutOf(x);
            var lane = to.LaneAxis;
            var offset = node.Axis == lane ? start / Layout.Lanes * StridedNest.BlockStride(to, lane) : (long)start * to.Axes[node.Axis].Stride;
            var loops = new List<Loop>();
            if (node.Batched) loops.Add(new("s", 1, "n", [from.Length, to.Length]));
            loops.Add(new("block", from.Axes[lane].Blocks, null, [StridedNest.BlockStride(from, lane), StridedNest.BlockStride(to, lane)]));
            for (var axis = 0; axis < node.Rank; axis++)
                if (axis != lane) loops.Add(new($"i{axis}", x.Shape[axis], null, [from.Axes[axis].Stride, to.Axes[axis].Stride]));
            var copy = new List<Statement>();
            var y = "y";
            if (offset != 0) copy.Add(new Alias(y = $"y{(char)('A' + part)}", "y", Index.Text(offset)));
            copy.AddRange(StridedNest.Build(StridedNest.Merge(loops), [$"x{part}_", y], r => [.. Enumerable.Range(0, c.Isa.VectorsPerPanel).Select(v =>
                (Statement)new Store(new(r[1], v * c.Isa.Lanes), new Load(new(r[0], v * c.Isa.Lanes))))]));
            body.Add(new Scope(copy));
            start += x.Shape[node.Axis];
        }

        return new(new("Concat", [.. node.Inputs.Select((_, i) => $"x{i}_"), "y"], Counts(node), body), [.. node.Inputs, node]);
    }

    private static List<Statement> Loops(Node node, List<Statement> inner)
    {
        for (var axis = node.Rank - 1; axis >= 0; axis--) inner = [new For(Variable(axis), "0", Index.Text(node.Shape[axis]), 1, inner)];
        return node.Batched ? [new For("s", "0", "n", 1, inner)] : inner;
    }

    private static IReadOnlyList<Statement> ClearPadding(Layout to, bool batched, ScheduleContext c, bool haloOnly) => c.Accumulate ? [] : Padding.Clear(to, batched, haloOnly);

    private static string[] Counts(Node node) => node.Batched ? ["n"] : [];

    private static string Variable(int axis) => $"i{axis}";
}
