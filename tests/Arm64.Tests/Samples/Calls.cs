using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Samples;

/// <summary>Methods that try out the way from a test to a kernel and back, the wrong ways included.</summary>
internal static class Calls
{
    internal static class Nested
    {
        private static int Supported(ref int baseline, ref int optional, ref int foreign)
        {
            baseline = AdvSimd.IsSupported && AdvSimd.Arm64.IsSupported && Vector128.IsHardwareAccelerated ? 1 : 0;
            optional = Dp.IsSupported ? 1 : 0;
            foreign = Avx2.IsSupported || Fma.IsSupported || Vector512.IsHardwareAccelerated ? 1 : 0;
            return 1;
        }
    }

    // More arguments than registers, of every size.
    internal static double Weigh(
        ref ushort a, byte b, ref int c, nint d, float e, ref double f, long g, ref sbyte h, double i, short j, uint k, bool l, ref float m, ulong n)
    {
        a = (ushort)(a * 2);
        c = -c;
        f *= 0.5;
        h = (sbyte)-h;
        m = e;
        return i + b + d + e + g + j + k + (l ? 1 : 0) + n; // the double comes first: all sums are exact
    }

    internal static float Square(float x) => x * x;

    internal static void Set(ref float x, int index, float value) => Unsafe.Add(ref x, index) = value;

    internal static void Set(ref float x, int index) => Unsafe.Add(ref x, index) = 7f;

    internal static int Spin(int n)
    {
        while (n != 0) n |= 1;
        return n;
    }

    internal static void Allocate(ref float x, int n) => x = new float[n].Length;

    internal static float Sum(int n)
    {
        ReadOnlySpan<float> table = [1f, 2f, 4f, 8f];
        var sum = 0f;
        foreach (var x in table) sum += x;
        return sum + MathF.Exp(n);
    }

    internal static int Generic<T>(int n) => n;

    internal static string Text(int n) => "text";
}
