namespace NetGen;

/// <summary>How the loss values of a batch become one number; PyTorch's <c>reduction</c>.</summary>
public enum Reduction
{
    /// <summary>The mean over all elements (a weighted mean where classes have weights).</summary>
    Mean = 0,

    /// <summary>The sum over all elements.</summary>
    Sum = 1,

    /// <summary>The sum over all elements divided by the number of samples.</summary>
    BatchMean = 2,
}
