namespace NetGen;

/// <summary>
/// Connectionist temporal classification: the negative log-probability of a label sequence, summed over all its alignments.
/// </summary>
/// <remarks>Scores [T, C], log-softmax included. PyTorch: <c>CTCLoss</c>. Graves et al. 2006.</remarks>
internal sealed class CtcLossAttribute : LossAttribute
{
    /// <summary>The class that stands for "no label". Default: <c>0</c>.</summary>
    public int Blank { get; set; }

    /// <summary>Counts impossible alignments as 0 instead of infinity. Default: <c>false</c>.</summary>
    public bool ZeroInfinity { get; set; }
}
