using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Passes;

/// <summary>Holds a network to its <c>[Budget]</c>s.</summary>
internal static class BudgetPass
{
    private const int CostliestShown = 3;

    public static IEnumerable<Problem> Run(NetworkSpec spec, IReadOnlyList<LayerCost> layers)
    {
        foreach (var budget in spec.Elements.Where(e => e.Role == ElementRole.Budget))
        {
            foreach (var limit in budget.Arguments)
            {
                Func<LayerCost, long>? cost = limit.Name switch
                {
                    "MaxParameters" => l => l.Parameters,
                    "MaxFlops" => l => l.Flops,
                    "MaxWeightBytes" => l => l.Parameters * (spec.Options.Weights == WeightFormat.BFloat16 ? 2 : sizeof(float)),
                    "MaxWorkspaceBytes" => l => l.ActivationBytes,
                    _ => null,
                };
                if (cost is null) continue;
                var total = layers.Sum(cost);
                if (total <= limit.Value.Number) continue;
                var costliest = string.Join(", ", layers.OrderByDescending(cost).Take(CostliestShown).Select(l => $"{l.Name} {Figure.Grouped(cost(l))}"));
                yield return new("NG0301", budget.Position, $"{spec.Name} has {Figure.Grouped(total)}, more than {limit.Name} = {Figure.Grouped((long)limit.Value.Number)}; the costliest layers are {costliest}");
            }
        }

    }
}
