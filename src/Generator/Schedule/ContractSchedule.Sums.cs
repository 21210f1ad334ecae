// The loops over the terms of a tile's sums.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

internal sealed partial class ContractSchedule
{
    private List<Loop> Sums()
    {
        var sums = _loops.Of(LoopRole.Sum);
        // The order in which the vectors stand in memory; samples outermost.
        return StridedNest.Merge(sums.OrderBy(l => l.Count is null ? 1 : 0).ThenByDescending(l => Math.Abs(l.Strides[1])));
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
            var u = unroll ?? TileShape.Unroll(_c.Isa, last.Extent, terms, multiplies, bodies, _rowsAreBatch, _c.Unroll);
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
}
