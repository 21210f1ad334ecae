using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Applies a rule to parameters in place; their state stands at fixed distances (in bytes) from them.</summary>
internal readonly struct Update<TRule>(TRule rule, Penalty penalty, nint state0, nint state1, nint state2) : IGradientSink
    where TRule : struct, IUpdateRule
{
    /// <inheritdoc/>
    public static bool Updates => true;

    /// <inheritdoc/>
    public static bool TakesVectors => false;

    // Never called, since vectors come in tiles; but a call that the JIT cannot inline away, even where it is not reached, would cost the sums their registers.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector128<float> gradient)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector256<float> gradient)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector512<float> gradient)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Take(ref float place, ref float tile, int panels, int panelStride, int outerRows, int outerStride, int rows, int rowStride)
    {
        ref var gradient = ref tile;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var outer = 0; outer < outerRows; outer++)
            {
                ref var row = ref Unsafe.Add(ref place, ((nint)panel * panelStride) + ((nint)outer * outerStride));
                var left = rows;
                for (; left >= 2; left -= 2)
                {
                    Panel(ref row, ref gradient);
                    Panel(ref Unsafe.Add(ref row, rowStride), ref Unsafe.Add(ref gradient, 16));
                    row = ref Unsafe.Add(ref row, 2 * rowStride);
                    gradient = ref Unsafe.Add(ref gradient, 32);
                }

                if (left == 0) continue;
                Panel(ref row, ref gradient);
                gradient = ref Unsafe.Add(ref gradient, 16);
            }
        }
    }

    /// <summary>Updates a range of parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        ref var w = ref MemoryMarshal.GetReference(parameters);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        nuint i = 0, length = (nuint)parameters.Length;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + 16 <= length; i += 16) Apply(ref Unsafe.Add(ref w, i), new Floats512(Vector512.LoadUnsafe(ref g, i)));
        }

        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= length; i += 8) Apply(ref Unsafe.Add(ref w, i), new Floats256(Vector256.LoadUnsafe(ref g, i)));
        }

        for (; i + 4 <= length; i += 4) Apply(ref Unsafe.Add(ref w, i), new Floats128(Vector128.LoadUnsafe(ref g, i)));
        for (; i < length; i++) Apply(ref Unsafe.Add(ref w, i), new Floats1(Unsafe.Add(ref g, i)));
    }

    // 16 parameters.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Panel(ref float place, ref float gradient)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Apply(ref place, new Floats512(Vector512.LoadUnsafe(ref gradient)));
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Apply(ref place, new Floats256(Vector256.LoadUnsafe(ref gradient)));
            Apply(ref Unsafe.Add(ref place, 8), new Floats256(Vector256.LoadUnsafe(ref gradient, 8)));
        }
        else
        {
            for (var i = 0; i < 16; i += 4) Apply(ref Unsafe.Add(ref place, i), new Floats128(Vector128.LoadUnsafe(ref gradient, (nuint)i)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref V At<V>(ref float place, nint distance) => ref Unsafe.As<float, V>(ref Unsafe.AddByteOffset(ref place, distance));

    // Each vector is a struct around its one field, so memory is read and written as if it held them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply<V>(ref float place, V gradient)
        where V : struct, IFloats<V>
    {
        var w = Unsafe.As<float, V>(ref place);
        var a = TRule.States > 0 ? At<V>(ref place, state0) : default;
        var b = TRule.States > 1 ? At<V>(ref place, state1) : default;
        var c = TRule.States > 2 ? At<V>(ref place, state2) : default;
        rule.Apply(ref w, penalty.Add(gradient, w), ref a, ref b, ref c);
        Unsafe.As<float, V>(ref place) = w;
        if (TRule.States > 0) At<V>(ref place, state0) = a;
        if (TRule.States > 1) At<V>(ref place, state1) = b;
        if (TRule.States > 2) At<V>(ref place, state2) = c;
    }
}
