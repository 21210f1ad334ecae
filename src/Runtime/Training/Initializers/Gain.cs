namespace NetGen.Training;

/// <summary>The non-linearities whose gain is known.</summary>
public enum Nonlinearity
{
    /// <summary>None, and convolutions and dense layers themselves: gain 1.</summary>
    Linear,

    /// <summary>The logistic function: gain 1.</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent: gain 5/3.</summary>
    Tanh,

    /// <summary>The rectifier: gain √2.</summary>
    Relu,

    /// <summary>The leaky rectifier of negative slope a: gain √(2 / (1 + a²)).</summary>
    LeakyRelu,

    /// <summary>The self-normalising unit: gain 3/4.</summary>
    Selu,
}

/// <summary>The factor by which weights before a non-linearity are enlarged so that the variance of the activations stays what it is.</summary>
public static class Gain
{
    /// <summary>The recommended gain, the value of PyTorch's <c>calculate_gain</c>.</summary>
    /// <param name="nonlinearity">What follows the weights.</param>
    /// <param name="negativeSlope">The slope below zero; only for <see cref="Nonlinearity.LeakyRelu"/>.</param>
    public static double Of(Nonlinearity nonlinearity, double negativeSlope = 0.01) => nonlinearity switch
    {
        Nonlinearity.Linear or Nonlinearity.Sigmoid => 1,
        Nonlinearity.Tanh => 5.0 / 3,
        Nonlinearity.Relu => Math.Sqrt(2),
        Nonlinearity.LeakyRelu => Math.Sqrt(2 / (1 + (negativeSlope * negativeSlope))),
        Nonlinearity.Selu => 0.75,
        _ => throw new ArgumentOutOfRangeException(nameof(nonlinearity), nonlinearity, "Not a known non-linearity."),
    };
}
