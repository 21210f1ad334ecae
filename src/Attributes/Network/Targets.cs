namespace NetGen;

/// <summary>Instruction sets a network is emitted for. <see cref="Portable"/> runs everywhere and is emitted whatever is chosen here.</summary>
[Flags]
public enum Targets
{
    /// <summary>No instruction set: an error when used alone.</summary>
    None = 0,

    /// <summary>128-bit vectors through the portable API of .NET; correct on every machine.</summary>
    Portable = 1,

    /// <summary>x86: 256-bit vectors with fused multiply-add (AVX2 and FMA).</summary>
    Avx2 = 2,

    /// <summary>x86: 512-bit vectors (AVX-512 F, BW, CD, DQ and VL), where .NET reports them as accelerated.</summary>
    Avx512 = 4,

    /// <summary>Arm64: 128-bit vectors with multiply-by-element (Advanced SIMD, "NEON").</summary>
    AdvSimd = 8,

    /// <summary>Every instruction set the compiler knows.</summary>
    All = Portable | Avx2 | Avx512 | AdvSimd,
}
