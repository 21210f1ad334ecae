using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Operands of an epilogue where positions are loop variables.</summary>
internal static class EpilogueOperands
{
    // No loop, no other stream and none of a contraction's dimensions is called so.
    private const string Letters = "defhzul";

    /// <summary>The streams of a contraction's bias, if it has one, and of the operands of its epilogue.</summary>
    public static IEnumerable<string> Names(bool hasBias, int count) => Enumerable.Range(0, count).Select(i => hasBias && i == 0 ? "b" : Letters[i].ToString());

    /// <summary>The operand's value at the current position: a vector along the lanes, or one float for all of them.</summary>
    public static Value Value(Operand operand, Layout layout, string stream, int lane, int first, Func<int, string> variable)
    {
        var terms = new List<string>();
        if (operand.Node.Batched) terms.Add(Index.Times("s", layout.Length));
        var varies = false;
        for (var i = 0; i < operand.Axes.Length; i++)
        {
            if (operand.Node.Shape[i] == 1) continue;
            if (operand.Axes[i] == lane)
            {
                varies = true;
                terms.Add(Index.Times("block", StridedNest.BlockStride(layout, i)));
                terms.Add(Index.Text(first));
            }
            else
            {
                terms.Add(Index.At(layout.Axes[i], variable(operand.Axes[i])));
            }
        }

        var address = new Address(stream, Index.Sum(terms));
        return varies ? new Load(address) : new Broadcast(address);
    }
}
