namespace NetGen;

/// <summary>Fails the build, on this attribute, when the network costs more than stated; the error lists the layers that cost most.</summary>
/// <remarks>
/// Limits that are not given are not checked. What is compared are the constants of the class: <c>ParameterCount</c>, <c>ForwardFlops</c>,
/// <c>WorkspaceLength</c> and <c>ParameterLength</c>, the latter two in bytes.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BudgetAttribute : Attribute
{
    /// <summary>Greatest number of trainable parameters.</summary>
    public long MaxParameters { get; set; } = long.MaxValue;

    /// <summary>Greatest number of multiplications and additions in the contractions (convolutions, dense layers, products) of one sample's forward pass.</summary>
    public long MaxFlops { get; set; } = long.MaxValue;

    /// <summary>
    /// Greatest number of bytes of scratch memory for one sample's forward pass, what is kept of weights (transformed filters, bfloat16 copies) included.
    /// </summary>
    public long MaxWorkspaceBytes { get; set; } = long.MaxValue;

    /// <summary>Greatest number of bytes of the trainable parameters as they are stored in memory, padding included.</summary>
    public long MaxWeightBytes { get; set; } = long.MaxValue;
}
