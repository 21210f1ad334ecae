using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Passes;

/// <summary>A quantity that <c>[Budget]</c> can limit.</summary>
/// <param name="Limit">The attribute's argument.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Total">What the network takes.</param>
/// <param name="Layers">What each layer takes of it. Of memory that layers use in turn the sum is more than the total.</param>
internal sealed record Expense(string Limit, string Unit, long Total, IReadOnlyList<(string Layer, long Cost)> Layers)
{
    public static IReadOnlyList<(string Layer, long Cost)> ByLayer<T>(IEnumerable<T> items, Func<T, string> layer, Func<T, long> cost) =>
        [.. items.GroupBy(layer, StringComparer.Ordinal).Select(own => (own.Key, own.Sum(cost)))];
}

/// <summary>Holds a network to its <c>[Budget]</c>s.</summary>
internal static class BudgetPass
{
    private const int CostliestShown = 3;

    public static IEnumerable<Problem> Run(NetworkSpec spec, IReadOnlyList<Expense> expenses)
    {
        foreach (var budget in spec.Elements.Where(e => e.Role == ElementRole.Budget))
        {
            foreach (var limit in budget.Arguments)
            {
                if (expenses.FirstOrDefault(e => e.Limit == limit.Name) is not { } expense || expense.Total <= limit.Value.Number) continue;
                var costliest = expense.Layers.Where(l => l.Cost > 0).OrderByDescending(l => l.Cost).Take(CostliestShown)
                    .Select(l => $"{(l.Layer.Length == 0 ? "the input" : l.Layer)} {Figure.Grouped(l.Cost)}");
                yield return new(
                    "NG0301", budget.Position, $"{spec.Title} has {Figure.Grouped(expense.Total)} {expense.Unit}, more than {limit.Name} = {Figure.Grouped((long)limit.Value.Number)}; the costliest layers are {string.Join(", ", costliest)}");
            }
        }
    }
}
