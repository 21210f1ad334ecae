using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Training;

/// <summary>AdaDelta: v ← ρ·v + (1 − ρ)·g², δ = √(u + ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·δ², w ← w − η·δ.</summary>
/// <remarks>Zeiler 2012, "ADADELTA: An Adaptive Learning Rate Method".</remarks>
public sealed class AdaDelta : Optimizer
{
    private readonly Average _average;
    private readonly float _eps;

    /// <summary>AdaDelta.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="rho">ρ in [0, 1): decay of both running averages.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public AdaDelta(float learningRate = 1, float rho = 0.9f, float eps = 1e-6f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        _average = new Average(Decay(rho, nameof(rho)));
        _eps = Epsilon(eps, nameof(eps));
    }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    protected override void Update(ParameterRange range) => UpdateLoop.Run(new Rule(range.LearningRate, _average, _eps), range);

    private readonly struct Rule(float rate, Average average, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ref Vector<float> w, Vector<float> g, ref Vector<float> v, ref Vector<float> u, ref Vector<float> s2)
        {
            v = average.Add(v, g * g);
            var delta = Vector.SquareRoot(u + new Vector<float>(eps)) / Vector.SquareRoot(v + new Vector<float>(eps)) * g;
            u = average.Add(u, delta * delta);
            w -= delta * rate;
        }
    }
}
