using NetGen.Properties.Networks;

namespace NetGen.Properties.Oracles;

/// <summary>
/// What each layer computes in inference, written down from PyTorch's definitions without the compiler's graph: what a layer lowers to may be wrong
/// in a way that interpreter and emitted code agree on.
/// </summary>
internal static class LayerOracle
{
    /// <summary>The layer's value; null where it depends on other samples.</summary>
    public static Plane? Of(LayerCall c) => c.Kind switch
    {
        "BatchNorm" or "InstanceNorm" when c.Kind == "BatchNorm" || c.Flag("TrackRunningStatistics", false) => Norms.Running(c),
        "Dropout" or "SpatialDropout" => c.X,
        "Embedding" => Plane.Of(c.Shape, i => c.Weight[(int)c.X[i[0]], i[1]]),
        "PositionalEncoding" => Plane.Of(c.Shape, i => c.X[i] + (c.Flag("Learned", false) ? c.Weight[i] : Wave(i, c.Shape[1], c.Number("Base", 10000)))),
        "Softmax" or "LogSoftmax" => Softmax(c),
        "PRelu" => Plane.Of(c.Shape, i => c.X[i] > 0 ? c.X[i] : c.X[i] * c.Weight[c.Weight.Shape[0] == 1 ? 0 : i[0]]),
        "RRelu" => c.X.Map(x => x > 0 ? x : x * (c.Number("Lower", 1.0 / 8) + c.Number("Upper", 1.0 / 3)) / 2),
        "Glu" => Glu(c, c.Axis("Axis", -1)),
        "Maxout" => Plane.Of(c.Shape, i => Enumerable.Range(0, c.Int("Pieces", 1)).Select(k => c.X[[(i[0] * c.Int("Pieces", 1)) + k, .. i[1..]]]).Aggregate(Math.Max)),
        "Activation" => ElementwiseLayers.Expressions.TryGetValue(c.Text("Expression"), out var function) ? c.X.Map(function) : null,
        "Dense" => Products.Dense(c),
        "MatMul" => Products.MatMul(c),
        "Bilinear" => Products.Bilinear(c),
        "Add" => Products.Merge(c, (a, b) => a + b),
        "Subtract" => Products.Merge(c, (a, b) => a - b),
        "Multiply" => Products.Merge(c, (a, b) => a * b),
        "Divide" => Products.Merge(c, (a, b) => a / b),
        "LayerNorm" or "RmsNorm" => Norms.LastAxes(c),
        "GroupNorm" or "InstanceNorm" => Norms.Groups(c, c.Int("Groups", c.X.Shape[0])),
        "LocalResponseNorm" => Norms.Local(c),
        var kind when kind.Contains("Conv", StringComparison.Ordinal) => Convolutions.Of(c),
        var kind when kind.Contains("Pool", StringComparison.Ordinal) => Pools.Of(c),
        _ => Moves.Of(c) ?? Activations.Of(c),
    };

    private static double Wave(int[] i, int features, double wavelength)
    {
        var angle = i[0] * Math.Pow(wavelength, -2.0 * (i[1] / 2) / features);
        return i[1] % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
    }

    private static Plane Glu(LayerCall c, int axis) => Plane.Of(c.Shape, i =>
    {
        int[] gate = [.. i];
        gate[axis] += c.Shape[axis];
        return c.X[i] / (1 + Math.Exp(-c.X[gate]));
    });

    private static Plane Softmax(LayerCall c)
    {
        var (axis, temperature) = (c.Axis("Axis", -1), c.Number("Temperature", 1));
        return Plane.Of(c.Shape, i =>
        {
            double[] line = [.. Enumerable.Range(0, c.Shape[axis]).Select(k => c.X[[.. i[..axis], k, .. i[(axis + 1)..]]])];
            // Enumerable.Max passes over NaN.
            var greatest = line.Aggregate(Math.Max);
            var z = (c.X[i] - greatest) / temperature;
            var sum = line.Sum(v => Math.Exp((v - greatest) / temperature));
            return c.Kind == "Softmax" ? Math.Exp(z) / sum : z - Math.Log(sum);
        });
    }
}
