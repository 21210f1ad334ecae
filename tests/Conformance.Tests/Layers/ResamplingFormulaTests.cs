using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Layers whose lowering chooses positions, against PyTorch's formulas written out: what the interpreter computes of the lowered graph cannot tell that it was lowered wrongly.</summary>
public sealed class ResamplingFormulaTests
{
    private static readonly double[] Factors = [0.4, 0.5, 0.7, 0.75, 1.2, 1.5, 1.7, 2, 2.3, 2.5, 3, 3.3];

    public static TheoryData<int, int> Adaptive
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var n in new[] { 1, 2, 3, 5, 7, 8, 13 })
                foreach (var m in new[] { 1, 2, 3, 4, 6, 7, 17 }) data.Add(n, m);
            return data;
        }
    }

    public static TheoryData<int, double> Scales
    {
        get
        {
            var data = new TheoryData<int, double>();
            foreach (var n in new[] { 1, 3, 4, 7, 10 })
                foreach (var factor in Factors) if (Math.Floor(n * factor) >= 1) data.Add(n, factor);
            return data;
        }
    }

    [Theory, MemberData(nameof(Adaptive))]
    public void Adaptive_pooling_takes_the_windows_of_its_definition(int n, int m)
    {
        var x = Noise.Values(1, n, -1, 1);
        var windows = Enumerable.Range(0, m).Select(i => x[(i * n / m)..((((i + 1) * n) + m - 1) / m)]).ToList();
        Agreement.Near("mean", [.. windows.Select(w => w.Average())], Run([1, n], x, "AdaptiveAvgPool1D", ("Size", m)));
        Agreement.Near("maximum", [.. windows.Select(w => w.Max())], Run([1, n], x, "AdaptiveMaxPool1D", ("Size", m)));
        Agreement.Near("mean of columns", [.. windows.Select(w => w.Average())], Run([1, n, 1], x, "AdaptiveAvgPool2D", ("Size", new[] { m, 1 })));
    }

    /// <summary><c>interpolate(x, scale_factor=…)</c> steps by 1/scale_factor, whatever ⌊n·scale_factor⌋ is: recompute_scale_factor is off.</summary>
    [Theory, MemberData(nameof(Scales))]
    public void Upsampling_by_a_factor_steps_by_its_inverse(int n, double factor)
    {
        var x = Noise.Values(1, n, -1, 1);
        var m = (int)Math.Floor(n * factor);
        double at(int i) => x[Math.Clamp(i, 0, n - 1)];
        double linear(int i)
        {
            if (m == n) return x[i];
            var position = Math.Max(0, ((i + 0.5) / factor) - 0.5);
            var floor = Math.Min((int)position, n - 1);
            return at(floor) + ((at(floor + 1) - at(floor)) * (position - floor));
        }

        double cubic(int i)
        {
            const double a = -0.75;
            var position = ((i + 0.5) / factor) - 0.5;
            var floor = (int)Math.Floor(position);
            var sum = 0.0;
            for (var k = -1; k <= 2; k++)
            {
                var d = Math.Abs(position - (floor + k));
                sum += at(floor + k) * (d <= 1 ? ((a + 2) * d * d * d) - ((a + 3) * d * d) + 1 : (a * d * d * d) - (5 * a * d * d) + (8 * a * d) - (4 * a));
            }

            return sum;
        }

        double nearest(int i) => m == n ? x[i] : at((int)MathF.Floor(i * (float)(1 / factor)));
        int[] all = [.. Enumerable.Range(0, m)];
        Agreement.Near("nearest", [.. all.Select(nearest)], Run([1, n], x, "Upsample", ("Scale", factor)));
        Agreement.Near("linear", [.. all.Select(linear)], Run([1, n], x, "Upsample", ("Scale", factor), ("Mode", 1)));
        Agreement.Near("cubic", [.. all.Select(cubic)], Run([1, n], x, "Upsample", ("Scale", factor), ("Mode", 2)));
    }

    [Fact]
    public void Upsampling_by_a_factor_has_the_values_PyTorch_gives() => Agreement.Near(
        "linear", [0, 0.5, 1 + (1 / 6.0), 1 + (5 / 6.0), 2.5, 3 + (1 / 6.0), 3 + (5 / 6.0), 4.5, 5 + (1 / 6.0), 5 + (5 / 6.0)],
        Run([1, 7], [0, 1, 2, 3, 4, 5, 6], "Upsample", ("Scale", 1.5), ("Mode", 1)));

    private static double[] Run(int[] shape, double[] x, string kind, params (string Name, object Value)[] arguments) =>
        InterpretedNetwork.Of(new Declaration().Input(shape).Layer(kind, arguments).Loss("MeanSquaredErrorLoss").ToSpec("Sample")).Forward(1, x, new Dictionary<string, double[]>());
}
