namespace NetGen;

/// <summary>
/// Each anchor against the positives of all other samples of the batch: <c>l = ln(1 + Σ over j ≠ i of e^(aᵢ·pⱼ − aᵢ·pᵢ))</c>.
/// </summary>
/// <param name="others">The name of the positive embedding.</param>
/// <remarks>The pairs of a batch are all looked at, so its cost grows with the square of the batch. No targets; every sample of a batch is of another class. Sohn 2016.</remarks>
public sealed class NPairLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the positive embedding.</summary>
    public string[] Others { get; } = others;

    /// <summary>Weight of <c>(‖a‖² + ‖p‖²)/4</c>, added. Default: <c>0</c>.</summary>
    public float Regularization { get; set; }
}
