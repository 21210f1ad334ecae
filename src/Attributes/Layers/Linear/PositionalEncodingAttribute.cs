namespace NetGen;

/// <summary>Adds a vector for each position of a sequence.</summary>
/// <remarks>
/// [T, F] stays [T, F]. Sinusoidal: <c>p[t, 2i] = sin(t / base^(2i/F))</c>, <c>p[t, 2i + 1] = cos(t / base^(2i/F))</c>; learned: a
/// trained table (<c>weight</c>, [T, F]) that starts from N(0, 0.02²). Vaswani et al. 2017.
/// </remarks>
public sealed class PositionalEncodingAttribute : ParameterLayerAttribute
{
    /// <summary>Trains a table with one row per position instead. Default: <c>false</c>.</summary>
    public bool Learned { get; set; }

    /// <summary>Base of the wavelengths. Default: <c>10000</c>.</summary>
    public float Base { get; set; } = 10000;
}
