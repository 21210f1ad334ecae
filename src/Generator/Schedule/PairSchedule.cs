// Input: a fold over pairs of samples. Output: for each sample a loop over all samples: the inner product in vectors, the expression in all lanes
// alike, and either a fold in a register or a sum of vectors in memory. Invariant: operands are blocked along their only axis, padding lanes zero.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Schedules a <see cref="PairNode"/>.</summary>
internal static class PairSchedule
{
    private const string Own = "s", Other = "j";

    public static ScheduledKernel Of(PairNode node, ScheduleContext c)
    {
        var scalars = node.Own.Concat(node.Other).ToList();
        string[] streams = ["q", "k", .. scalars.Select((_, i) => $"u{i}"), .. node.Value is null ? [] : new[] { "w" }, "y"];
        var lowering = new ExprLowering(node.Expression);
        var pair = Dot(node, c);
        Value at(int input) => input switch
        {
            0 => new Local("dot"),
            1 => new IndexValue($"{Own} == {Other} ? 1 : 0"),
            _ => new Broadcast(new(
                $"u{input - PairNode.FirstScalar}",
                Index.Times(input - PairNode.FirstScalar < node.Own.Count ? Own : Other, c.LayoutOf(scalars[input - PairNode.FirstScalar]).Length))),
        };
        var term = lowering.Lower(at, null, pair, "0");
        var perSample = new List<Statement>();
        if (node.Value is { } value)
        {
            pair.Add(new Let("term", term));
            pair.AddRange(AddValue(value, node, c));
            perSample.Add(new For("b", "0", Index.Text(Blocks(node, c)), c.Isa.Lanes, [new Store(new("y", At(Own, c.LayoutOf(node))), new Number(0))]));
            perSample.Add(new For(Other, "0", "n", 1, pair));
        }
        else
        {
            var fold = new Local("fold");
            pair.Add(new Assign("fold", new Binary(node.Kind == ReduceKind.Sum ? BinaryOp.Add : BinaryOp.Maximum, term, fold)));
            perSample.Add(new Let("fold", new Number(node.Kind == ReduceKind.Sum ? 0 : double.NegativeInfinity)));
            perSample.Add(new For(Other, "0", "n", 1, pair));
            // All lanes are alike.
            perSample.Add(new StoreScalar(new("y", Index.Times(Own, c.LayoutOf(node).Length)), new Horizontal(ReduceKind.Maximum, fold), false));
        }

        List<Statement> body = [.. lowering.Prologue, new For(Own, "0", "n", 1, perSample)];
        string[] counts = ["n", .. lowering.BatchSizes];
        return new(new($"Pairs{node.Kind}", streams, counts, body), [.. node.Inputs, node]);
    }

    private static List<Statement> Dot(PairNode node, ScheduleContext c) =>
    [
        new Let("sum", new Number(0)),
        new For("b", "0", Index.Text(Blocks(node.Query, c)), c.Isa.Lanes,
        [
            new Assign("sum", new MultiplyAdd(new Load(new("q", At(Own, c.LayoutOf(node.Query)))), new Load(new("k", At(Other, c.LayoutOf(node.Key)))), new Local("sum"))),
        ]),
        new Let("dot", new Splat(new Horizontal(ReduceKind.Sum, new Local("sum")))),
    ];

    private static IEnumerable<Statement> AddValue(Node value, PairNode node, ScheduleContext c)
    {
        Address target = new("y", At(Own, c.LayoutOf(node)));
        yield return new For("b", "0", Index.Text(Blocks(node, c)), c.Isa.Lanes,
        [
            new Store(target, new MultiplyAdd(new Local("term"), new Load(new("w", At(Other, c.LayoutOf(value)))), new Load(target))),
        ]);
    }

    private static string At(string sample, Layout layout) => Index.Sum(Index.Times(sample, layout.Length), "b");

    private static int Blocks(Node node, ScheduleContext c) => c.LayoutOf(node).Axes[0].Blocks * Layout.Lanes;
}
