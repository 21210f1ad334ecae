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

    /// <summary>y ← keep·y + fresh·x.</summary>
    public static void Mix(Span<float> y, ReadOnlySpan<float> x, float keep, float fresh)
    {
        var i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
            ((new Vector<float>(y[i..]) * keep) + (new Vector<float>(x[i..]) * fresh)).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] = (y[i] * keep) + (x[i] * fresh);
    }

    /// <summary>x ← min(max(x, −limit), limit); NaN stays NaN.</summary>
    public static void Clamp(Span<float> x, float limit)
    {
        var (low, high) = (new Vector<float>(-limit), new Vector<float>(limit));
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Min(Vector.Max(new Vector<float>(x[i..]), low), high).CopyTo(x[i..]);
        for (; i < x.Length; i++) x[i] = Math.Clamp(x[i], -limit, limit);
    }

    /// <summary>x ← factor·x.</summary>
    public static void Scale(Span<float> x, float factor)
    {
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) (new Vector<float>(x[i..]) * factor).CopyTo(x[i..]);
        for (; i < x.Length; i++) x[i] *= factor;
    }
}
