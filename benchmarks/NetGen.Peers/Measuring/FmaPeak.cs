using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Peers.Measuring;

/// <summary>
/// How fast this core multiplies and adds when nothing else limits it: a loop of fused multiply-adds on registers alone. Twelve independent
/// accumulators hide the latency of four cycles at two instructions per cycle, with a margin, and fit into sixteen registers.
/// </summary>
internal sealed class FmaPeak : Contender
{
    private const int Accumulators = 12;
    private const int Iterations = 256;

    private float _sink;

    public FmaPeak(int bits)
    {
        if (!IsSupported(bits)) throw new ArgumentOutOfRangeException(nameof(bits), bits, "Vectors of this width are not accelerated here.");
        Bits = bits;
    }

    /// <summary>The widest vectors that are accelerated in this process.</summary>
    public static int WidestBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The width of a vector.</summary>
    public int Bits { get; }

    /// <summary>Multiplications and additions of one repetition.</summary>
    public double Flops => 2.0 * Accumulators * Iterations * (Bits / 32);

    public override string Name => $"{Bits}-bit FMA peak";

    public static bool IsSupported(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        128 => Vector128.IsHardwareAccelerated,
        _ => false,
    };

    public override void Run(int repetitions)
    {
        for (var i = 0; i < repetitions; i++)
        {
            // The result must be used, or the compiler may drop the loop.
            _sink += Bits switch { 512 => Loop512(1e-3f), 256 => Loop256(1e-3f), _ => Loop128(1e-3f) };
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(float seed)
    {
        var (x, y) = (Vector512.Create(seed), Vector512.Create(seed));
        Vector512<float> a0 = x, a1 = x, a2 = x, a3 = x, a4 = x, a5 = x, a6 = x, a7 = x, a8 = x, a9 = x, a10 = x, a11 = x;
        for (var i = 0; i < Iterations; i++)
        {
            a0 = Vector512.FusedMultiplyAdd(x, y, a0);
            a1 = Vector512.FusedMultiplyAdd(x, y, a1);
            a2 = Vector512.FusedMultiplyAdd(x, y, a2);
            a3 = Vector512.FusedMultiplyAdd(x, y, a3);
            a4 = Vector512.FusedMultiplyAdd(x, y, a4);
            a5 = Vector512.FusedMultiplyAdd(x, y, a5);
            a6 = Vector512.FusedMultiplyAdd(x, y, a6);
            a7 = Vector512.FusedMultiplyAdd(x, y, a7);
            a8 = Vector512.FusedMultiplyAdd(x, y, a8);
            a9 = Vector512.FusedMultiplyAdd(x, y, a9);
            a10 = Vector512.FusedMultiplyAdd(x, y, a10);
            a11 = Vector512.FusedMultiplyAdd(x, y, a11);
        }

        return Vector512.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(float seed)
    {
        var (x, y) = (Vector256.Create(seed), Vector256.Create(seed));
        Vector256<float> a0 = x, a1 = x, a2 = x, a3 = x, a4 = x, a5 = x, a6 = x, a7 = x, a8 = x, a9 = x, a10 = x, a11 = x;
        for (var i = 0; i < Iterations; i++)
        {
            a0 = Vector256.FusedMultiplyAdd(x, y, a0);
            a1 = Vector256.FusedMultiplyAdd(x, y, a1);
            a2 = Vector256.FusedMultiplyAdd(x, y, a2);
            a3 = Vector256.FusedMultiplyAdd(x, y, a3);
            a4 = Vector256.FusedMultiplyAdd(x, y, a4);
            a5 = Vector256.FusedMultiplyAdd(x, y, a5);
            a6 = Vector256.FusedMultiplyAdd(x, y, a6);
            a7 = Vector256.FusedMultiplyAdd(x, y, a7);
            a8 = Vector256.FusedMultiplyAdd(x, y, a8);
            a9 = Vector256.FusedMultiplyAdd(x, y, a9);
            a10 = Vector256.FusedMultiplyAdd(x, y, a10);
            a11 = Vector256.FusedMultiplyAdd(x, y, a11);
        }

        return Vector256.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(float seed)
    {
        var (x, y) = (Vector128.Create(seed), Vector128.Create(seed));
        Vector128<float> a0 = x, a1 = x, a2 = x, a3 = x, a4 = x, a5 = x, a6 = x, a7 = x, a8 = x, a9 = x, a10 = x, a11 = x;
        for (var i = 0; i < Iterations; i++)
        {
            a0 = Vector128.FusedMultiplyAdd(x, y, a0);
            a1 = Vector128.FusedMultiplyAdd(x, y, a1);
            a2 = Vector128.FusedMultiplyAdd(x, y, a2);
            a3 = Vector128.FusedMultiplyAdd(x, y, a3);
            a4 = Vector128.FusedMultiplyAdd(x, y, a4);
            a5 = Vector128.FusedMultiplyAdd(x, y, a5);
            a6 = Vector128.FusedMultiplyAdd(x, y, a6);
            a7 = Vector128.FusedMultiplyAdd(x, y, a7);
            a8 = Vector128.FusedMultiplyAdd(x, y, a8);
            a9 = Vector128.FusedMultiplyAdd(x, y, a9);
            a10 = Vector128.FusedMultiplyAdd(x, y, a10);
            a11 = Vector128.FusedMultiplyAdd(x, y, a11);
        }

        return Vector128.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11);
    }
}
