// Input: a built declaration (inference, before any other pass). Output: what each layer costs. Everything is derived from the operations.
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Passes;

/// <summary>The facts of one layer.</summary>
internal sealed record LayerCost(
    string Name, string Kind, int Position, int[] OutputShape, long Parameters, long Macs, long Flops, long ActivationBytes, int[] ReceptiveField)
{
    /// <summary>Whether there is one output for a whole sequence.</summary>
    public bool IsOfSequences { get; init; }

    /// <summary>The shape as people read it: that of a sample, with the steps of a sequence in front.</summary>
    public string OutputText { get; init; } = $"[{string.Join(", ", OutputShape)}]";
}

/// <summary>Counts parameters, multiplications, additions, bytes and receptive fields.</summary>
internal static class CostPass
{
    public static IReadOnlyList<LayerCost> Run(BuiltNetwork network)
    {
        var fields = new Dictionary<int, Field[]>();
        foreach (var node in network.Graph.Nodes) fields[node.Id] = FieldOf(node, fields);
        return [.. network.Layers.Select(layer =>
        {
            var own = network.Graph.Nodes.Where(n => n.Layer == layer.Name).ToList();
            var contracts = own.OfType<ContractNode>().ToList();
            return new LayerCost(
                layer.Name,
                layer.Kind,
                layer.Position,
                layer.Node.Shape,
                own.OfType<ParameterNode>().Where(p => p.Trained).Sum(p => p.ElementCount),
                contracts.Sum(c => c.Macs),
                contracts.Sum(Flops),
                layer.Node.ElementCount * sizeof(float),
                [.. fields[layer.Node.Id].Select(f => f.Size)])
            {
                IsOfSequences = network.Time is not null && layer.Node.Around.Count == 1,
                OutputText = $"[{string.Join(", ", layer.Node.Around.Skip(1).Select(axis => axis.Name).Concat(layer.Node.Extents.Select(extent => extent.ToString())))}]",
            };
        })];
    }

    /// <summary>A product and an addition each; the first addition of a sum is the bias, or there is one less.</summary>
    private static long Flops(ContractNode node) => (2 * node.Macs) - (node.HasBias ? 0 : node.ElementCount);

    /// <summary>
    /// The input elements an element sees along a spatial axis, and the input elements from one to the next. Behind a transposed convolution neighbours
    /// share elements: <paramref name="Share"/> is how far a window reaches and <paramref name="Step"/> how far neighbours are apart, in elements of its
    /// input; of a window only whole elements count.
    /// </summary>
    private sealed record Field(long Reach, long Jump, double Share = 0, double Step = 1)
    {
        /// <summary>Above all rounding errors of the fractions, and below all of them.</summary>
        private const double Tolerance = 1e-6;

        /// <summary>How many input elements an element sees at most.</summary>
        public int Size => (int)Math.Min(int.MaxValue, Reach + (Whole * Jump) + 1);

        private long Whole => (long)Math.Min(int.MaxValue, Math.Floor(Share + Tolerance));

        /// <summary>The field of a window over this one, in elements of this one.</summary>
        public Field Under(int size, double dilation, double stride) =>
            (this with { Share = Share + ((size - 1) * dilation * Step), Step = Step * stride }).Settled();

        /// <summary>Where neighbours are whole elements apart again, they share none.</summary>
        private Field Settled() => Step >= 1 && Math.Abs(Step - Math.Round(Step)) < Tolerance
            ? new(Math.Min(int.MaxValue, Reach + (Whole * Jump)), (long)Math.Min(int.MaxValue, Jump * Math.Round(Step)))
            : this;
    }

    private static Field[] FieldOf(Node node, Dictionary<int, Field[]> known)
    {
        switch (node)
        {
            case InputNode:
                return [.. node.Shape.Skip(1).Select(_ => new Field(0, 1))];
            case ContractNode contract when contract.Rank >= 2 && contract.A.Rank == contract.Rank:
                return Spatial(node, known[contract.A.Id], axis => Window(contract, axis));
            case WindowNode window:
                return Spatial(node, known[window.X.Id], axis => (window.Windows[axis].Size, window.Windows[axis].Dilation, window.Windows[axis].Stride));
            case MapNode or ConcatNode:
                return [.. Enumerable.Range(0, Math.Max(0, node.Rank - 1)).Select(axis => Widest(node, axis, known))];
            case PermuteNode or GatherNode or ScatterNode or ResampleNode when known[node.Inputs[0].Id].Length == node.Rank - 1:
                return known[node.Inputs[0].Id];
            default:
                return [];
        }
    }

    private static Field[] Spatial(Node node, Field[] before, Func<int, (int Size, double Dilation, double Stride)> window) =>
        before.Length != node.Rank - 1
            ? []
            : [.. before.Select((f, i) =>
            {
                var (size, dilation, stride) = window(i + 1);
                return f.Under(size, dilation, stride);
            })];

    /// <summary>The window along an axis in elements of the operand: positions, how far they are apart, and how far windows are apart.</summary>
    private static (int Size, double Dilation, double Stride) Window(ContractNode node, int axis)
    {
        var (size, dilation, stride) = (1, 1.0, 1.0);
        var own = node.OutIndex[axis].Terms;
        foreach (var term in node.AIndex[axis].Terms)
        {
            if (own.FirstOrDefault(t => t.Dim == term.Dim) is { } shared) stride = Math.Max(1, term.Coefficient) / (double)Math.Max(1, shared.Coefficient);
            else if (!node.OutIndex.Any(i => i.Uses(term.Dim))) (size, dilation) = (node.Dims[term.Dim].Extent, term.Coefficient);
        }

        // A transposed convolution spreads: its window lies over the result, where elements of the operand are 1/stride apart.
        var isSpread = own.Any(t => node.AIndex[axis].Uses(t.Dim));
        foreach (var term in own)
            if (isSpread && !node.AIndex[axis].Uses(term.Dim)) (size, dilation) = (node.Dims[term.Dim].Extent, term.Coefficient * stride);
        return (size, dilation, stride);
    }

    private static Field Widest(Node node, int axis, Dictionary<int, Field[]> known)
    {
        var candidates = node.Inputs.Where(i => i.Rank == node.Rank && known[i.Id].Length == node.Rank - 1).Select(i => known[i.Id][axis]).ToList();
        return candidates.Count == 0 ? new(0, 1) : candidates.OrderByDescending(f => f.Size).First();
    }
}
