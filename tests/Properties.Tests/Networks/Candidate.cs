namespace NetGen.Properties.Networks;

/// <summary>A layer that fits, with the shape it is to yield by PyTorch's rules (computed here, not by the compiler).</summary>
/// <param name="Kind">The layer.</param>
/// <param name="Shape">The shape of its value.</param>
/// <param name="Work">About how many multiplications it needs, for the interpreter's sake.</param>
/// <param name="Arguments">Its arguments by property name.</param>
internal sealed record Candidate(string Kind, int[] Shape, long Work, params (string Name, object Value)[] Arguments)
{
    /// <summary>The other values it takes.</summary>
    public string[] Others { get; init; } = [];

    /// <summary>Whether another layer of the kind may use its parameters.</summary>
    public bool HasParameters { get; init; }

    /// <summary>Elements of its value.</summary>
    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Whether no element of its value is near 0 or below, so that it may be a divisor.</summary>
    public bool IsPositive => Kind == "Sigmoid" || (Kind == "Activation" && Arguments[0].Value is "sqrt(1 + x^2)");

    /// <summary>Whether training draws random numbers for it.</summary>
    public bool IsRandom => Kind is "Dropout" or "SpatialDropout" or "RRelu";

    /// <summary>Whether the argument is given.</summary>
    public bool Has(string name) => Arguments.Any(a => a.Name == name);

    /// <summary>The same with another argument, where it is not the default.</summary>
    public Candidate With(bool isGiven, string name, object value) => isGiven ? this with { Arguments = [.. Arguments, (name, value)] } : this;
}

/// <summary>A value of a network under construction.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record Value(string Name, int[] Shape)
{
    /// <summary>Whether its elements are positive and not near 0.</summary>
    public bool IsPositive { get; init; }

    /// <summary>How many rows its elements number, where it is an input of whole numbers; otherwise 0.</summary>
    public int Rows { get; init; }

    public int Rank => Shape.Length;

    public int Count => Shape.Aggregate(1, (product, extent) => product * extent);
}
