namespace NetGen.Generator.Graph;

/// <summary>An axis whose length is known when the network runs: the samples of a batch, the steps of a sequence.</summary>
/// <param name="Name">How it is called in dumps and messages.</param>
/// <param name="Greatest">Its greatest length.</param>
internal sealed record NamedAxis(string Name, int Greatest)
{
    /// <summary>The samples of a call.</summary>
    public static readonly NamedAxis Batch = new("N", int.MaxValue);

    /// <summary>The steps of a sequence.</summary>
    public static NamedAxis Time(int greatest) => new("T", greatest);

    /// <summary>The named axes around what is computed from some nodes: those of the operand that has most.</summary>
    public static IReadOnlyList<NamedAxis> Around(IEnumerable<Node> operands)
    {
        IReadOnlyList<NamedAxis> around = [];
        foreach (var operand in operands)
            if (operand.Around.Count > around.Count) around = operand.Around;
        return around;
    }

    public override string ToString() => Name;
}
