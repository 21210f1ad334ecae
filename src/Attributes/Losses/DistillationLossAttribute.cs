namespace NetGen;

/// <summary>
/// Soft targets of a teacher mixed with hard labels: <c>l = α·T²·KL(softmax(z/T) ‖ softmax(x/T)) + (1 − α)·CE(x, label)</c>, z the
/// teacher's scores.
/// </summary>
/// <param name="others">The name of the teacher's scores, usually an input.</param>
/// <remarks>Labels are class indices. The teacher's scores count as constants: no gradient flows into them. Hinton, Vinyals and Dean 2015.</remarks>
public sealed class DistillationLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the teacher's scores, usually an input.</summary>
    public string[] Others { get; } = others;

    /// <summary>The temperature T. Default: <c>2</c>.</summary>
    public float Temperature { get; set; } = 2;

    /// <summary>The share α of the soft targets. Default: <c>0.5</c>.</summary>
    public float Alpha { get; set; } = 0.5f;
}
