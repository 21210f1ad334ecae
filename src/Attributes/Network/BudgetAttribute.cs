namespace NetGen;

/// <summary>Fails the build, on this attribute, when the network costs more than stated; the error lists the layers that cost most.</summary>
/// <remarks>Limits that are not given are not checked. Counts are those of the layer table and of the constants of the class.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Greatest number of trainable parameters.</summary>
    public long MaxParameters { get; set; } = long.MaxValue;

    /// <summary>Greatest number of multiplications and additions of one sample's forward pass.</summary>
    public long MaxFlops { get; set; } = long.MaxValue;

    /// <summary>Greatest number of bytes of scratch memory for one sample's forward pass.</summary>
    public long MaxWorkspaceBytes { get; set; } = long.MaxValue;

    /// <summary>Greatest number of bytes of stored weights, padding included.</summary>
    public long MaxWeightBytes { get; set; } = long.MaxValue;
}
