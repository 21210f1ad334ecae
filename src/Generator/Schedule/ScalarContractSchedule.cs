// Input: any contraction. Output: plain loops over single elements, with bounds checks for padding. Invariant: always possible, never fast;
// it serves shapes no vector schedule covers (channels of a group that do not fill vectors).
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a <see cref="ContractNode"/> element by element.</summary>
internal static class ScalarContractSchedule
{
    public static ScheduledKernel Of(ContractNode node, ScheduleContext c)
    {
        if (GatherForm.HasManyPhases(node)) return ScatterContractSchedule.Of(node, c);
        var extra = new List<Operand>();
        if (node.Bias is { } bias) extra.Add(new(bias, [node.BiasAxis]));
        if (node.Epilogue is { } epilogue) extra.AddRange(epilogue.Operands);
        var lowering = node.Epilogue is null ? null : new ExprLowering(node.Epilogue.Expression);
        string[] streams = ["x", "w", .. EpilogueOperands.Names(node.HasBias, extra.Count), "y"];
        var batched = node.Inputs.Any(i => i.Batched);
        List<Statement> body = [.. lowering?.Prologue ?? []];
        var layout = c.LayoutOf(node);
        if (!c.Accumulate && !layout.IsExact)
            body.Add(Clear.Tensor("y", layout, node.Batched));
        foreach (var form in GatherForm.Of(node.Dims, node.AIndex, node.BIndex, node.OutIndex, node.Shape))
        {
            var element = Element(node, form, extra, lowering, streams, c);
            for (var dim = form.Dims.Count - 1; dim >= 0; dim--)
                if (form.Out.Any(i => i.Uses(dim))) element = [new For($"i{dim}", "0", Index.Text(form.Dims[dim].Extent), 1, element)];
            body.AddRange(batched && !node.OverBatch ? [new For("s", "0", "n", 1, element)] : element);
        }

        string[] counts = [.. batched ? new[] { "n" } : [], .. lowering?.BatchSizes ?? []];
        return new(new("ContractElements", streams, counts, body, IsScalar: true), [node.A, node.B, .. extra.Select(e => e.Node), node]);
    }

    private static List<Statement> Element(ContractNode node, GatherContract form, List<Operand> extra, ExprLowering? lowering, string[] streams, ScheduleContext c)
    {
        Value at(int index, Operand operand) => EpilogueOperands.Value(
            operand, c.LayoutOf(operand.Node), streams[index + 2], lane: -1, 0, axis => Text(form.Out[axis]));
        var statements = new List<Statement> { new Let("sum", node.HasBias ? at(0, extra[0]) : new Number(0)) };
        var a = new Access(node.A, c.LayoutOf(node.A), form.Scalar);
        var b = new Access(node.B, c.LayoutOf(node.B), form.Vector);
        List<Statement> term =
        [
            new Assign("sum", new MultiplyAdd(new Load(new("x", Offset(a))), new Load(new("w", Offset(b))), new Local("sum"))),
        ];
        string[] checks = [.. Checks(a, form.Dims), .. Checks(b, form.Dims)];
        if (checks.Length > 0) term = [new When(string.Join(" && ", checks), term)];
        for (var dim = form.Dims.Count - 1; dim >= 0; dim--)
            if (!form.Out.Any(i => i.Uses(dim))) term = [new For($"i{dim}", "0", Index.Text(form.Dims[dim].Extent), 1, term)];
        if (node.OverBatch) term = [new For("s", "0", "n", 1, term)];
        statements.AddRange(term);

        Value value = new Local("sum");
        var bias = node.HasBias ? 1 : 0;
        if (lowering is not null) value = lowering.Lower(i => i == 0 ? new Local("sum") : at(i - 1 + bias, extra[i - 1 + bias]), axis => new IndexValue(Text(form.Out[axis])), statements, "0");
        statements.Add(new Store(new("y", Offset(new(node, c.LayoutOf(node), form.Out))), value, c.Accumulate));
        return statements;
    }

    public static string Offset(Access access)
    {
        var terms = access.Index.Select((index, axis) => Schedule.Index.At(access.Layout.Axes[axis], Text(index)));
        return Schedule.Index.Sum([.. access.Node.Batched ? [Schedule.Index.Times("s", access.Layout.Length)] : Array.Empty<string>(), .. terms]);
    }

    /// <summary>Conditions under which the access lies inside of its tensor; none where it always does.</summary>
    public static IEnumerable<string> Checks(Access access, IReadOnlyList<Dim> dims)
    {
        for (var axis = 0; axis < access.Index.Count; axis++)
        {
            var index = access.Index[axis];
            int low = index.Offset, high = index.Offset;
            foreach (var term in index.Terms)
            {
                var reach = term.Coefficient * (dims[term.Dim].Extent - 1);
                low += Math.Min(0, reach);
                high += Math.Max(0, reach);
            }

            if (low < 0 || high >= access.Layout.Axes[axis].Extent) yield return $"unchecked((uint)({Text(index)})) < {access.Layout.Axes[axis].Extent}u";
        }
    }

    private static string Text(AxisIndex index)
    {
        var text = Index.Sum([.. index.Terms.Select(t => Index.Times($"i{t.Dim}", t.Coefficient)), Index.Text(index.Offset)]);
        return text;
    }
}
