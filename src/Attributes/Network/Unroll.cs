namespace NetGen;

/// <summary>How far the compiler unrolls loops.</summary>
public enum Unroll
{
    /// <summary>The register tile always, a whole layer when it is small: the fastest choice measured.</summary>
    Auto = 0,

    /// <summary>The whole network as straight-line code, split into methods below the limits of the just-in-time compiler.</summary>
    Full = 1,

    /// <summary>Only the register tile: the least code.</summary>
    None = 2,
}
