namespace NetGen.Tests.Training;

/// <summary>
/// NAdam in double, step by step. PyTorch's NAdam had an error until version 2.0: its loop over single tensors counted μₜ twice in the product of
/// the next momentum, (∏μ)·μₜ·μₜ₊₁ instead of (∏μ)·μₜ₊₁; its own loop over tensor lists did not. Reference values made by an older version
/// contain the error, the product does not, so both are related through this class.
/// </summary>
internal sealed class NAdamReference(double rate, double beta1, double beta2, double eps, double weightDecay, double momentumDecay, bool countTwice)
{
    private readonly Dictionary<int, (double M, double V)> _moments = [];
    private double _product = 1;
    private int _step;

    public void Step(double[] w, ReadOnlySpan<float> gradient)
    {
        _step++;
        var (now, next) = (Mu(_step), Mu(_step + 1));
        _product *= now;
        var nextProduct = _product * next * (countTwice ? now : 1);
        for (var i = 0; i < w.Length; i++)
        {
            var g = gradient[i] + (weightDecay * w[i]);
            var (m, v) = _moments.GetValueOrDefault(i);
            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            _moments[i] = (m, v);
            var denominator = Math.Sqrt(v / (1 - Math.Pow(beta2, _step))) + eps;
            w[i] -= ((rate * (1 - now) / (1 - _product) * g) + (rate * next / (1 - nextProduct) * m)) / denominator;
        }
    }

    private double Mu(int step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * momentumDecay)));
}
