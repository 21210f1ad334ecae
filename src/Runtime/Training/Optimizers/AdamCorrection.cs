namespace NetGen.Training;

/// <summary>
/// Bias corrections 1 − β₁ᵗ and 1 − β₂ᵗ, kept as running products in double: exact when a schedule changes β₁ between steps, and
/// for a constant β equal to the power.
/// </summary>
/// <param name="Product1">The product of β₁ over the steps.</param>
/// <param name="Product2">The product of β₂ over the steps.</param>
internal readonly record struct AdamCorrection(double Product1, double Product2)
{
    /// <summary>Before the first step.</summary>
    public static AdamCorrection Start => new(1, 1);

    /// <summary>1 − β₁ᵗ.</summary>
    public double First => 1 - Product1;

    /// <summary>1 − β₂ᵗ.</summary>
    public double Second => 1 - Product2;

    /// <summary>The corrections of the next step.</summary>
    public AdamCorrection Next(float beta1, float beta2) => new(Product1 * Average.Widen(beta1), Product2 * Average.Widen(beta2));
}
