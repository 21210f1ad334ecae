namespace NetGen.Tests.Training;

/// <summary>The sum of the outputs of Linear(2, 3) – sigmoid – Linear(3, 1) – sigmoid over a batch, differentiated by hand.</summary>
internal static class TwoLayerProblem
{
    /// <summary>The gradient with respect to w0 [3, 2], b0 [3], w1 [1, 3], b1 [1], joined in this order.</summary>
    public static float[] Gradient(ReadOnlySpan<float> p, ReadOnlySpan<double> x)
    {
        var gradient = new double[13];
        Span<double> hidden = stackalloc double[3];
        for (var n = 0; n < x.Length; n += 2)
        {
            double z = p[12];
            for (var j = 0; j < 3; j++)
            {
                hidden[j] = Sigmoid((p[2 * j] * x[n]) + (p[(2 * j) + 1] * x[n + 1]) + p[6 + j]);
                z += p[9 + j] * hidden[j];
            }

            var dz = Sigmoid(z) * (1 - Sigmoid(z));
            gradient[12] += dz;
            for (var j = 0; j < 3; j++)
            {
                gradient[9 + j] += dz * hidden[j];
                var da = dz * p[9 + j] * hidden[j] * (1 - hidden[j]);
                gradient[2 * j] += da * x[n];
                gradient[(2 * j) + 1] += da * x[n + 1];
                gradient[6 + j] += da;
            }
        }

        return [.. gradient.Select(value => (float)value)];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
