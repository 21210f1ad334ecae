namespace NetGen;

/// <summary>
/// Makes the value of a layer an output of the network: <c>[Output("mask")]</c>. Without any, the last layer is the output. Values of several
/// outputs follow each other inside a sample, in the order of their declaration.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>The layer directly above is an output.</summary>
    public OutputAttribute()
    {
    }

    /// <summary>The named layer is an output.</summary>
    /// <param name="from">The layer's name.</param>
    public OutputAttribute(string from) => From = from;

    /// <summary>The layer whose value is the output. Default: the layer above.</summary>
    public string? From { get; }

    /// <summary>The output's own name. Default: that of its layer.</summary>
    public string? Name { get; set; }
}
