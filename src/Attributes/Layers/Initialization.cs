namespace NetGen;

/// <summary>
/// Distributions of first parameter values. <c>fan_in</c> and <c>fan_out</c> are the numbers of inputs and outputs one weight row or column
/// connects, a convolution's window included.
/// </summary>
public enum Initialization
{
    /// <summary>PyTorch's choice for the layer: <c>U(−1/√fan_in, 1/√fan_in)</c> for weights and biases of Dense and convolutions.</summary>
    Default = 0,

    /// <summary>0.</summary>
    Zeros = 1,

    /// <summary>1.</summary>
    Ones = 2,

    /// <summary>The given scale.</summary>
    Constant = 3,

    /// <summary><c>U(−scale, scale)</c>.</summary>
    Uniform = 4,

    /// <summary><c>N(0, scale²)</c>.</summary>
    Normal = 5,

    /// <summary><c>N(0, scale²)</c> restricted to ±2 standard deviations.</summary>
    TruncatedNormal = 6,

    /// <summary><c>U(−a, a)</c>, <c>a = gain·√(6 / (fan_in + fan_out))</c> (Glorot and Bengio 2010).</summary>
    XavierUniform = 7,

    /// <summary><c>N(0, gain²·2 / (fan_in + fan_out))</c> (Glorot and Bengio 2010).</summary>
    XavierNormal = 8,

    /// <summary><c>U(−a, a)</c>, <c>a = gain·√(6 / fan_in)</c> (He et al. 2015).</summary>
    KaimingUniform = 9,

    /// <summary><c>N(0, gain²·2 / fan_in)</c> (He et al. 2015).</summary>
    KaimingNormal = 10,

    /// <summary><c>U(−a, a)</c>, <c>a = gain·√(6 / fan_out)</c> (He et al. 2015, backward form).</summary>
    KaimingUniformFanOut = 11,

    /// <summary><c>N(0, gain²·2 / fan_out)</c> (He et al. 2015, backward form).</summary>
    KaimingNormalFanOut = 12,

    /// <summary><c>U(−a, a)</c>, <c>a = gain·√(3 / fan_in)</c> (LeCun et al. 1998).</summary>
    LecunUniform = 13,

    /// <summary><c>N(0, gain² / fan_in)</c> (LeCun et al. 1998).</summary>
    LecunNormal = 14,

    /// <summary>A random (semi-)orthogonal matrix times the gain (Saxe et al. 2014).</summary>
    Orthogonal = 15,
}
