namespace NetGen;

/// <summary>How far the compiler unrolls loops.</summary>
public enum Unroll
{
    /// <summary>The register tile always, a whole sum when it is short: the fastest choice measured.</summary>
    Auto = 0,

    /// <summary>The sums of products as far as the limits of the just-in-time compiler on the size of a method allow.</summary>
    Full = 1,

    /// <summary>Only the register tile: the least code.</summary>
    None = 2,
}
