using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>One float.</summary>
internal readonly struct Floats1(float value) : IFloats<Floats1>
{
    /// <summary>The float.</summary>
    public float Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator +(Floats1 a, Floats1 b) => new(a.Value + b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator -(Floats1 a, Floats1 b) => new(a.Value - b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator *(Floats1 a, Floats1 b) => new(a.Value * b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator *(Floats1 a, float b) => new(a.Value * b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 operator /(Floats1 a, Floats1 b) => new(a.Value / b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Of(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Sqrt(Floats1 x) => new(MathF.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Max(Floats1 a, Floats1 b) => new(MathF.Max(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Abs(Floats1 x) => new(MathF.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Normal(Floats1 x) => MathF.Abs(x.Value) < 1.17549435e-38f ? default : x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Floats1 Sign(Floats1 x) => new(x.Value > 0 ? 1 : x.Value < 0 ? -1 : 0);
}
