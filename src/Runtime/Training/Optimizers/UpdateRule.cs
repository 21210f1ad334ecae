using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Training;

/// <summary>An optimiser's equation for one vector of parameters. A struct, so that the loop is compiled for it and calls nothing.</summary>
internal interface IUpdateRule
{
    /// <summary>How many of the state vectors the rule reads and writes (0 to 3).</summary>
    static abstract int States { get; }

    /// <summary>Updates parameters <paramref name="w"/> and their state from the gradient <paramref name="g"/>.</summary>
    void Apply(ref Vector<float> w, Vector<float> g, ref Vector<float> s0, ref Vector<float> s1, ref Vector<float> s2);
}

/// <summary>Walks a parameter range in vectors and applies a rule, penalties first: g ← g + λ₂·w + λ₁·sign(w).</summary>
internal static class UpdateLoop
{
    /// <summary>Applies <paramref name="rule"/>; the L2 term is left out when the rule decays weights itself.</summary>
    public static void Run<TRule>(TRule rule, ParameterRange range, bool decoupled = false)
        where TRule : struct, IUpdateRule
    {
        var penalty = new Penalty(decoupled ? 0 : range.WeightDecay, range.L1);
        var p = range.Parameters;
        var g = range.Gradient;
        Span<float> s0 = range.State(0), s1 = range.State(1), s2 = range.State(2);
        var whole = p.Length - (p.Length % Vector<float>.Count);
        Vectors(rule, penalty, p[..whole], g, s0, s1, s2);
        if (whole < p.Length) Tail(rule, penalty, p[whole..], g[whole..], Rest(s0, whole), Rest(s1, whole), Rest(s2, whole));
    }

    private static Span<float> Rest(Span<float> state, int start) => state.IsEmpty ? state : state[start..];

    private static void Vectors<TRule>(
        TRule rule, Penalty penalty, Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state0, Span<float> state1, Span<float> state2)
        where TRule : struct, IUpdateRule
    {
        ref var w = ref MemoryMarshal.GetReference(parameters);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var s0 = ref MemoryMarshal.GetReference(state0);
        ref var s1 = ref MemoryMarshal.GetReference(state1);
        ref var s2 = ref MemoryMarshal.GetReference(state2);
        for (nuint i = 0; i < (nuint)parameters.Length; i += (nuint)Vector<float>.Count)
        {
            var wi = Vector.LoadUnsafe(ref w, i);
            var gi = penalty.Add(Vector.LoadUnsafe(ref g, i), wi);
            var a = TRule.States > 0 ? Vector.LoadUnsafe(ref s0, i) : default;
            var b = TRule.States > 1 ? Vector.LoadUnsafe(ref s1, i) : default;
            var c = TRule.States > 2 ? Vector.LoadUnsafe(ref s2, i) : default;
            rule.Apply(ref wi, gi, ref a, ref b, ref c);
            wi.StoreUnsafe(ref w, i);
            if (TRule.States > 0) a.StoreUnsafe(ref s0, i);
            if (TRule.States > 1) b.StoreUnsafe(ref s1, i);
            if (TRule.States > 2) c.StoreUnsafe(ref s2, i);
        }
    }

    // The last, incomplete vector goes through a zero-padded copy, so that each rule is written once.
    private static void Tail<TRule>(
        TRule rule, Penalty penalty, Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> state0, Span<float> state1, Span<float> state2)
        where TRule : struct, IUpdateRule
    {
        var lanes = Vector<float>.Count;
        Span<float> scratch = stackalloc float[5 * lanes];
        scratch.Clear();
        Span<float> w = scratch[..lanes], g = scratch.Slice(lanes, lanes);
        Span<float> s0 = scratch.Slice(2 * lanes, lanes), s1 = scratch.Slice(3 * lanes, lanes), s2 = scratch.Slice(4 * lanes, lanes);
        parameters.CopyTo(w);
        gradient.CopyTo(g);
        state0.CopyTo(s0);
        state1.CopyTo(s1);
        state2.CopyTo(s2);
        Vectors(rule, penalty, w, g, s0, s1, s2);
        w[..parameters.Length].CopyTo(parameters);
        s0[..state0.Length].CopyTo(state0);
        s1[..state1.Length].CopyTo(state1);
        s2[..state2.Length].CopyTo(state2);
    }

    private readonly struct Penalty(float l2, float l1)
    {
        private readonly bool _any = l2 != 0 || l1 != 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<float> Add(Vector<float> g, Vector<float> w) => _any ? g + (w * l2) + (Signs.Of(w) * l1) : g;
    }
}

/// <summary>The sign function of a vector.</summary>
internal static class Signs
{
    /// <summary>−1, 0 or 1; 0 for both zeros and for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        var positive = Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), -Vector<float>.One, positive);
    }
}
