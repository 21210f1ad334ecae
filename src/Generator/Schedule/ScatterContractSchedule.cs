// Input: a contraction that spreads each term over the result in too many phases to gather (a stride of 32 along two axes has 1024).
// Output: plain loops that start with the bias, add every product where it belongs, and finish with the epilogue. Invariant: code of constant size.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a <see cref="ContractNode"/> by scattering.</summary>
internal static class ScatterContractSchedule
{
    public static ScheduledKernel Of(ContractNode node, ScheduleContext c)
    {
        // A parameter's index is its own loops: gradients of parameters never scatter, and nothing else is added to what is there.
        if (c.Accumulate || node.OverBatch) throw new InvalidOperationException($"{node} scatters into a sum over samples.");
        var extra = new List<Operand>();
        if (node.Bias is { } bias) extra.Add(new(bias, [node.BiasAxis]));
        if (node.Epilogue is { } epilogue) extra.AddRange(epilogue.Operands);
        var lowering = node.Epilogue is null ? null : new ExprLowering(node.Epilogue.Expression);
        string[] streams = ["x", "w", .. EpilogueOperands.Names(node.HasBias, extra.Count), "y"];
        var layout = c.LayoutOf(node);
        Access a = new(node.A, c.LayoutOf(node.A), node.AIndex), b = new(node.B, c.LayoutOf(node.B), node.BIndex), y = new(node, layout, node.OutIndex);
        Address element = new("y", ScalarContractSchedule.Offset(new(node, layout, [.. Enumerable.Range(0, node.Rank).Select(AxisIndex.Of)])));
        Value at(int index) => EpilogueOperands.Value(extra[index], c.LayoutOf(extra[index].Node), streams[index + 2], lane: -1, 0, axis => $"i{axis}");

        List<Statement> perSample =
        [
            .. Loops(node.Shape, [new Store(element, node.HasBias ? at(0) : new Number(0))]),
            .. Loops([.. node.Dims.Select(d => d.Extent)], Guarded(
                [.. new[] { y, a, b }.SelectMany(access => ScalarContractSchedule.Checks(access, node.Dims))],
                new Store(
                    new("y", ScalarContractSchedule.Offset(y)),
                    new Binary(BinaryOp.Multiply, new Load(new("x", ScalarContractSchedule.Offset(a))), new Load(new("w", ScalarContractSchedule.Offset(b)))),
                    Accumulate: true))),
        ];
        if (lowering is not null)
        {
            var statements = new List<Statement>();
            var first = node.HasBias ? 1 : 0;
            var value = lowering.Lower(i => i == 0 ? new Load(element) : at(i - 1 + first), axis => new IndexValue($"i{axis}"), statements, "0");
            perSample.AddRange(Loops(node.Shape, [.. statements, new Store(element, value)]));
        }

        var batched = node.Inputs.Any(i => i.Batched);
        List<Statement> body = [.. lowering?.Prologue ?? []];
        if (!layout.IsExact) body.Add(Clear.Tensor("y", layout, node.Batched));
        body.AddRange(batched ? [new For("s", "0", "n", 1, perSample)] : perSample);
        string[] counts = [.. batched ? new[] { "n" } : [], .. lowering?.BatchSizes ?? []];
        return new(new("ContractScattered", streams, counts, body, IsScalar: true), [node.A, node.B, .. extra.Select(e => e.Node), node]);
    }

    private static List<Statement> Guarded(string[] checks, Statement statement) => checks.Length == 0 ? [statement] : [new When(string.Join(" && ", checks), [statement])];

    private static List<Statement> Loops(IReadOnlyList<int> extents, List<Statement> body)
    {
        for (var axis = extents.Count - 1; axis >= 0; axis--) body = [new For($"i{axis}", "0", Index.Text(extents[axis]), 1, body)];
        return body;
    }
}
