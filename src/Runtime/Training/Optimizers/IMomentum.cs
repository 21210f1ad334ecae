namespace NetGen.Training;

/// <summary>An optimiser whose momentum a schedule may change between steps (as the one-cycle policy does).</summary>
public interface IMomentum
{
    /// <summary>Momentum, or β₁ in the Adam family; in [0, 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    float Momentum { get; set; }
}
