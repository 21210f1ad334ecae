using System.Numerics;

namespace NetGen.Training;

/// <summary>Arithmetic on flat spans of parameters.</summary>
internal static class FlatVector
{
    /// <summary>y ← y + factor·x.</summary>
    public static void AddScaled(Span<float> y, ReadOnlySpan<float> x, float factor)
    {
        var i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(y[i..]) + (new Vector<float>(x[i..]) * factor)).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += x[i] * factor;
    }

    /// <summary>x ← factor·x.</summary>
    public static void Scale(Span<float> x, float factor)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) (new Vector<float>(x[i..]) * factor).CopyTo(x[i..]);
        for (; i < x.Length; i++) x[i] *= factor;
    }
}
