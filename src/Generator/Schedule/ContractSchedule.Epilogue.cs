// What happens to the sums of a tile before they are stored: bias, epilogue, zeros behind the last lane.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

internal sealed partial class ContractSchedule
{
    private string EpilogueStem() => _node.Epilogue is { } e ? "_" + MapSchedule.Stem(e.Expression) : "";

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

        var isBatch = rowLoops.Any(l => l.Count is not null);
        var count = isBatch ? "" : Index.Text(rowLoops.Aggregate(1, (product, l) => product * l.Extent));
        string[] counts = [.. isBatch ? new[] { "n" } : [], .. _epilogue.BatchSizes];
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
        if (VariesAlongLanes(operand)) return new Load(At(references[stream], stream, row, v));
        return new Broadcast(new(references[stream], checked((int)(row[stream] + (v / _c.Isa.VectorsPerPanel * PanelStrides[stream])))));
    }

    /// <summary>Whether a further operand has a value of its own in each lane, and zeros behind the last one.</summary>
    private bool VariesAlongLanes(Operand operand)
    {
        var lane = Array.IndexOf(operand.Axes, _roles.OutLaneAxis);
        return lane >= 0 && operand.Node.Shape[lane] > 1;
    }

    /// <summary>$0 is a sum of products with zero weights.</summary>
    private bool IsZeroOnPadding(Epilogue epilogue) =>
        PaddingLanes.AreZero(epilogue.Expression, i => i == 0 || VariesAlongLanes(epilogue.Operands[i - 1]), _node.Shape, _roles.OutLaneAxis);
}
