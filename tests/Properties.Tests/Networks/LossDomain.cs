using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>The real-valued targets a loss takes: element i lies within the i-th of the bounds (and so on again), or is one of the choices.</summary>
internal sealed record LossDomain((double Low, double High)[] Bounds, double[] Choices)
{
    public static readonly LossDomain Signed = new([(-1, 1)], []), Signs = new([], [-1, 1]), Shares = new([(0, 1)], []);

    public double Target(int element, double uniform)
    {
        if (Choices.Length > 0) return Choices[(int)(uniform * Choices.Length)];
        var (low, high) = Bounds[element % Bounds.Length];
        return (float)(low + ((high - low) * uniform));
    }

    public static LossDomain Of(LossSample sample) => new(sample.Targets, sample.Choices);
}
