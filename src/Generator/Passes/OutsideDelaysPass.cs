// Input: a graph with recurrences. Output: the same function, where a delay within a recurrence has readers in the recurrence alone: what else reads it reads a
// second one, which is computed for all steps at once. Invariant: nothing else changes.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Parts the delays of recurrences from those of all steps.</summary>
internal static class OutsideDelaysPass
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var recurrences = Recurrence.Of(graph);
        var others = new Dictionary<int, (DelayNode Recurrent, DelayNode Other)>();
        var parted = graph.Rewrite((target, node, inputs) =>
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (node.Inputs[i] is not DelayNode delay || recurrences[delay.Id] == 0 || recurrences[delay.Id] == recurrences[node.Id]) continue;
                if (!others.TryGetValue(delay.Id, out var other))
                {
                    var recurrent = (DelayNode)inputs[i];
                    others[delay.Id] = other = (recurrent, target.Add((DelayNode)recurrent.With([.. recurrent.Inputs])));
                    other.Other.Layer = delay.Layer;
                }

                inputs[i] = other.Other;
            }

            return TensorGraph.Copy(node, inputs);
        });
        foreach (var (recurrent, other) in others.Values) other.Source = recurrent.Source;
        return parted;
    }
}
