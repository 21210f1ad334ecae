using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

/// <summary>The forms in which a function of <see cref="VectorMath"/> exists.</summary>
public enum Width
{
    Scalar = 1,
    Vector128 = 4,
    Vector256 = 8,
    Vector512 = 16,
}

/// <summary>One function of <see cref="VectorMath"/> in all its forms, beside the truth in double precision.</summary>
public sealed record VectorFunction(
    string Name,
    Func<double, double> Truth,
    Func<float, float> Scalar,
    Func<Vector128<float>, Vector128<float>> On128,
    Func<Vector256<float>, Vector256<float>> On256,
    Func<Vector512<float>, Vector512<float>> On512)
{
    public static IReadOnlyList<VectorFunction> All { get; } =
    [
        new("Exp", Math.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        new("Expm1", Reference.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        new("Log", Math.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        new("Log1p", Reference.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        new("Sigmoid", Reference.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        new("Softplus", Reference.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        new("Tanh", Math.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        new("Erf", Reference.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf),
        new("Sin", Math.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        new("Cos", Math.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
    ];

    public static VectorFunction Named(string name) => All.Single(f => f.Name == name);

    /// <summary>y = f(x) through the form of the given width; the length must be a multiple of 16.</summary>
    public void Apply(Width width, ReadOnlySpan<float> x, Span<float> y)
    {
        switch (width)
        {
            case Width.Scalar:
                for (var i = 0; i < x.Length; i++) y[i] = Scalar(x[i]);
                break;
            case Width.Vector128:
                Map(On128, x, y);
                break;
            case Width.Vector256:
                Map(On256, x, y);
                break;
            default:
                Map(On512, x, y);
                break;
        }
    }

    public override string ToString() => Name;

    private static void Map<TVector>(Func<TVector, TVector> function, ReadOnlySpan<float> x, Span<float> y)
        where TVector : struct
    {
        Assert.Equal(0, x.Length * sizeof(float) % Unsafe.SizeOf<TVector>());
        var source = MemoryMarshal.Cast<float, TVector>(x);
        var destination = MemoryMarshal.Cast<float, TVector>(y);
        for (var i = 0; i < source.Length; i++) destination[i] = function(source[i]);
    }
}
