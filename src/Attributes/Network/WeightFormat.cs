namespace NetGen;

/// <summary>How inference stores weights; arithmetic is 32-bit in either case.</summary>
public enum WeightFormat
{
    /// <summary>IEEE 754 binary32.</summary>
    Float32 = 0,

    /// <summary>
    /// bfloat16, the upper half of a binary32: half the bytes, 8 bits of precision. Taken up by dense layers whose weights exceed the first-level
    /// cache (32 KiB), the time of which is that of reading them; parameters, files and training stay in binary32.
    /// </summary>
    BFloat16 = 1,
}
