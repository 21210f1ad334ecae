namespace NetGen.Training;

/// <summary>Adam with decoupled weight decay: w ← (1 − η·λ)·w, then Adam's step without the penalty in the gradient.</summary>
/// <remarks>Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization".</remarks>
public sealed class AdamW : Adam
{
    /// <summary>AdamW.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">λ; not negative.</param>
    /// <param name="amsgrad">Divides by the largest second moment so far.</param>
    /// <param name="l1">Coefficient of the L1 penalty (which stays in the gradient).</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public AdamW(
        float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f,
        float eps = 1e-8f, float weightDecay = 1e-2f, bool amsgrad = false, float l1 = 0)
        : base(learningRate, beta1, beta2, eps, weightDecay, amsgrad, l1, decoupled: true)
    {
    }
}
