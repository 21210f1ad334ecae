// Input: a dense layer of few outputs whose operands have lanes along the terms. Output: for a few samples at a time a tile of (samples × outputs) sums of
// vectors, each folded to one number at the end. Invariant: a sample's sums are added in the same order however many samples are computed with it.
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a contraction with lanes along its sum (<see cref="ContractRoles.IsDot"/>).</summary>
internal sealed class DotSchedule
{
    private const int MostSamples = 4;

    private readonly ContractNode _node;
    private readonly ScheduleContext _c;
    private readonly Node _x, _w;
    private readonly List<Operand> _extra = [];
    private readonly ExprLowering? _epilogue;
    private readonly string[] _streams;
    private readonly Layout _result;

    private DotSchedule(ContractNode node, ContractRoles roles, ScheduleContext c)
    {
        _node = node;
        _c = c;
        _x = node.Inputs[roles.ScalarInput];
        _w = node.Inputs[roles.VectorInput];
        _result = c.LayoutOf(node);
        if (node.Bias is { } bias) _extra.Add(new(bias, [0]));
        if (node.Epilogue is { } epilogue)
        {
            _extra.AddRange(epilogue.Operands);
            _epilogue = new(epilogue.Expression);
        }

        _streams = ["x", "w", .. EpilogueOperands.Names(node.HasBias, _extra.Count), "y"];
    }

    private int Outputs => _node.Shape[0];

    public static ScheduledKernel Of(ContractNode node, ContractRoles roles, ScheduleContext c) => new DotSchedule(node, roles, c).Build();

    private ScheduledKernel Build()
    {
        var sums = Sums();
        var last = sums.Count == 0 ? 1 : sums[sums.Count - 1].Extent;
        // Of few outputs each needs several sums, else an addition waits for the one before it.
        var chains = Outputs == 1 ? 4 : Outputs <= 3 ? 2 : 1;
        while (chains > last) chains /= 2;
        var samples = Enumerable.Range(1, MostSamples).Last(m => m == 1 || (m * Outputs * chains) + Outputs + 1 <= _c.Isa.Registers);
        List<Statement> body = [.. _epilogue?.Prologue ?? [], new LetIndex("rows", "n")];
        string[] moving = [.. _streams];
        for (var i = 0; i < moving.Length; i++)
        {
            if (SampleStride(i) == 0) continue;
            moving[i] = StridedNest.Next(_streams[i]);
            body.Add(new Alias(moving[i], _streams[i], "0"));
        }

        foreach (var size in samples > 1 ? new[] { samples, 1 } : [1])
        {
            body.Add(new WhileTiles("rows", size,
            [
                .. Tile(size, chains, sums, moving),
                .. moving.Select((name, i) => (name, Stride: SampleStride(i))).Where(m => m.Stride != 0).Select(m => new Advance(m.name, Index.Text(m.Stride * size))),
            ]));
        }

        var stem = $"Dot{samples}x{Outputs}{(_node.Epilogue is { } e ? "_" + MapSchedule.Stem(e.Expression) : "")}";
        return new(new(stem, _streams, ["n", .. _epilogue?.BatchSizes ?? []], body), [_x, _w, .. _extra.Select(e => e.Node), _node]);
    }

    /// <summary>The loops over the vectors of a sum, in the order in which they stand in memory.</summary>
    private List<Loop> Sums()
    {
        Layout x = _c.LayoutOf(_x), w = _c.LayoutOf(_w);
        int lanes = _c.Isa.Lanes, blocks = (_x.Shape[0] + Layout.Lanes - 1) / Layout.Lanes;
        return StridedNest.Merge(
        [
            new Loop("block", blocks, null, [StridedNest.BlockStride(x, 0), StridedNest.BlockStride(w, 1)]),
            .. Enumerable.Range(1, _x.Rank - 1).Select(axis => new Loop($"k{axis}", _x.Shape[axis], null, [x.Axes[axis].Stride, w.Axes[axis + 1].Stride])),
            new Loop("v", _c.Isa.VectorsPerPanel, null, [lanes, lanes]),
        ]);
    }

    private List<Statement> Tile(int samples, int chains, List<Loop> sums, string[] references)
    {
        var statements = new List<Statement>();
        for (var m = 0; m < samples; m++)
            for (var o = 0; o < Outputs; o++)
                for (var chain = 0; chain < chains; chain++) statements.Add(new Let(Accumulators.Name(m, o, chain), new Number(0)));
        statements.AddRange(Sum(samples, chains, sums, [references[0], references[1]]));
        for (var m = 0; m < samples; m++)
        {
            for (var o = 0; o < Outputs; o++)
            {
                Value sum = new Local(Accumulators.Name(m, o, 0));
                for (var chain = 1; chain < chains; chain++) sum = new Binary(BinaryOp.Add, sum, new Local(Accumulators.Name(m, o, chain)));
                statements.Add(new Let($"sum{m}_{o}", new Horizontal(ReduceKind.Sum, sum)));
            }

            for (var first = 0; first < (_result.IsExact ? Outputs : Layout.Lanes); first += _c.Isa.Lanes) statements.AddRange(Finish(m, first, references));
        }

        return statements;
    }

    private List<Statement> Sum(int samples, int chains, List<Loop> sums, string[] streams)
    {
        const int wantedProducts = 8;
        int[] rows = [.. Enumerable.Range(0, samples).Select(m => checked((int)(m * SampleStride(0))))];
        int[] outputs = [.. Enumerable.Range(0, Outputs).Select(o => checked(o * _c.LayoutOf(_w).Axes[0].Stride))];
        var lanes = _c.Isa.Lanes;
        TileStep step(IReadOnlyList<string> r, Loop loop, int count) =>
            new(r[0], rows, checked((int)loop.Strides[0]), r[1], outputs, checked((int)loop.Strides[1]), count, chains, new int[Outputs]);
        if (sums.Count == 0) return [step(streams, new("", 1, null, [lanes, lanes]), 1)];
        var last = sums[sums.Count - 1];
        var unroll = chains;
        while (unroll * 2 <= last.Extent && unroll * samples * Outputs < wantedProducts) unroll *= 2;
        return StridedNest.Build([.. sums.Take(sums.Count - 1)], streams, r =>
        {
            string[] inner = [StridedNest.Next(r[0]), StridedNest.Next(r[1])];
            var statements = new List<Statement> { new Alias(inner[0], r[0], "0"), new Alias(inner[1], r[1], "0") };
            statements.Add(new For("k", "0", Index.Text(last.Extent / unroll), 1,
            [
                step(inner, last, unroll),
                new Advance(inner[0], Index.Text(last.Strides[0] * unroll)),
                new Advance(inner[1], Index.Text(last.Strides[1] * unroll)),
            ]));
            if (last.Extent % unroll > 0) statements.Add(step(inner, last, last.Extent % unroll));
            return [new Scope(statements)];
        });
    }

    /// <summary>The outputs of one sample from <paramref name="first"/> on: bias, epilogue, zeros behind the last.</summary>
    private List<Statement> Finish(int m, int first, IReadOnlyList<string> references)
    {
        var y = new Address(references[_streams.Length - 1], Index.Text((m * SampleStride(_streams.Length - 1)) + first));
        var count = Math.Min(_c.Isa.Lanes, Outputs - first);
        if (count <= 0) return [new Store(y, new Number(0))];
        var statements = new List<Statement>();
        Value value = new Splat(new Local($"sum{m}_{first + count - 1}"));
        for (var lane = count - 2; lane >= 0; lane--) value = new FirstLanes(lane + 1, new Splat(new Local($"sum{m}_{first + lane}")), value);
        if (_node.HasBias) value = new Binary(BinaryOp.Add, value, Extra(0, m, first, references));
        if (_epilogue is not null)
        {
            statements.Add(new Let($"out{m}_{first}", value));
            var bias = _node.HasBias ? 1 : 0;
            value = _epilogue.Lower(i => i == 0 ? new Local($"out{m}_{first}") : Extra(i - 1 + bias, m, first, references), null, statements, $"{m}_{first}");
        }

        if (!_result.IsExact) value = new FirstLanes(count, value, new Number(0));
        else if (count < _c.Isa.Lanes)
        {
            statements.Add(new Let($"tail{m}_{first}", value));
            value = new Local($"tail{m}_{first}");
        }

        statements.Add(new Store(y, value, Count: _result.IsExact ? count : int.MaxValue));
        return statements;
    }

    private Value Extra(int index, int m, int first, IReadOnlyList<string> references)
    {
        var operand = _extra[index];
        var at = m * SampleStride(index + 2);
        return operand.Axes.Length > 0 && operand.Node.Shape[0] > 1
            ? new Load(new(references[index + 2], Index.Text(at + first)))
            : new Broadcast(new(references[index + 2], Index.Text(at)));
    }

    private long SampleStride(int stream)
    {
        var node = stream == 0 ? _x : stream == 1 ? _w : stream == _streams.Length - 1 ? _node : _extra[stream - 2].Node;
        return node.Batched ? _c.LayoutOf(node).Length : 0;
    }
}
