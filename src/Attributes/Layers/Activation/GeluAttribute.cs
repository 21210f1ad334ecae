namespace NetGen;

/// <summary><c>y = x·Φ(x)</c>, Φ the distribution function of the standard normal distribution.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>GELU</c>. Hendrycks and Gimpel 2016.</remarks>
public sealed class GeluAttribute : LayerAttribute
{
    /// <summary>
    /// <c>y = x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³)))</c> instead; PyTorch's <c>approximate='tanh'</c>. Default: <c>false</c>.
    /// </summary>
    public bool Approximate { get; set; }
}
