// Input: a built declaration (inference, before any other pass). Output: what each layer costs. Everything is derived from the operations.
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Passes;

/// <summary>The facts of one layer.</summary>
internal sealed record LayerCost(
    string Name, string Kind, int Position, int[] OutputShape, long Parameters, long Macs, long Flops, long ActivationBytes, int[] ReceptiveField);

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
                [.. fields[layer.Node.Id].Select(f => f.Size)]);
        })];
    }

    /// <summary>A product and an addition each; the first addition of a sum is the bias, or there is one less.</summary>
    private static long Flops(ContractNode node) => (2 * node.Macs) - (node.HasBias ? 0 : node.ElementCount);

    /// <summary>How many input elements an element sees along a spatial axis, and how far apart the input elements of neighbours are.</summary>
    private sealed record Field(int Size, int Jump);

    private static Field[] FieldOf(Node node, Dictionary<int, Field[]> known)
    {
        switch (node)
        {
            case InputNode:
                return [.. node.Shape.Skip(1).Select(_ => new Field(1, 1))];
            case ContractNode contract when contract.Rank >= 2 && contract.A.Rank == contract.Rank:
                return Spatial(node, known[contract.A.Id], axis => Window(contract, axis));
            case WindowNode window:
                return Spatial(node, known[window.X.Id], axis => (window.Windows[axis].Size, window.Windows[axis].Dilation, window.Windows[axis].Stride));
            case MapNode or ConcatNode:
                return [.. Enumerable.Range(0, Math.Max(0, node.Rank - 1)).Select(axis => Widest(node, axis, known))];
            case PermuteNode or GatherNode or ScatterNode when known[node.Inputs[0].Id].Length == node.Rank - 1:
                return known[node.Inputs[0].Id];
            default:
                return [];
        }
    }

    private static Field[] Spatial(Node node, Field[] before, Func<int, (int Size, int Dilation, int Stride)> window) =>
        before.Length != node.Rank - 1
            ? []
            : [.. before.Select((f, i) =>
            {
                var (size, dilation, stride) = window(i + 1);
                return new Field(f.Size + ((size - 1) * dilation * f.Jump), f.Jump * stride);
            })];

    private static (int Size, int Dilation, int Stride) Window(ContractNode node, int axis)
    {
        int size = 1, dilation = 1, stride = 1;
        foreach (var term in node.AIndex[axis].Terms)
        {
            if (node.OutIndex.Any(i => i.Uses(term.Dim))) stride = Math.Max(1, term.Coefficient);
            else (size, dilation) = (node.Dims[term.Dim].Extent, term.Coefficient);
        }

        return (size, dilation, stride);
    }

    private static Field Widest(Node node, int axis, Dictionary<int, Field[]> known)
    {
        var candidates = node.Inputs.Where(i => i.Rank == node.Rank && known[i.Id].Length == node.Rank - 1).Select(i => known[i.Id][axis]).ToList();
        return candidates.Count == 0 ? new(1, 1) : candidates.OrderByDescending(f => f.Size).First();
    }
}
