using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>Batch normalisation with fixed statistics: <c>(x − mean) / √(variance + ε) · weight + bias</c> per channel, ε = 1e-5.</summary>
internal sealed record BatchNormalization : Layer
{
    private const float Epsilon = 1e-5f;
    private static readonly string[] Suffixes = ["weight", "bias", "running_mean", "running_var"];

    public override string Kind => "batchnorm";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs[0];

    public override IReadOnlyList<Parameter> Parameters(IReadOnlyList<int[]> inputs)
    {
        int[] channels = [inputs[0][0]];
        return
        [
            new("weight", channels, 1, ParameterRole.Scale), new("bias", channels, 4),
            new("running_mean", channels, 4), new("running_var", channels, 1, ParameterRole.Scale),
        ];
    }

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        var channels = node.InputShapes[0][0];
        foreach (var suffix in Suffixes) graph.Constant(node.Tensor(suffix), [channels], weights.Get(node.Tensor(suffix), channels));
        string[] operands = [node.Inputs[0].Name, .. Suffixes.Select(node.Tensor)];
        graph.Node("BatchNormalization", operands, node.Name, OnnxAttribute.Single("epsilon", Epsilon));
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var channels = node.InputShapes[0][0];
        var area = inputs[0].Length / channels;
        var tensors = Suffixes.Select(suffix => weights.Get(node.Tensor(suffix), channels)).ToArray();
        var (weight, bias, mean, variance) = (tensors[0], tensors[1], tensors[2], tensors[3]);
        var y = new double[inputs[0].Length];
        for (var i = 0; i < y.Length; i++)
        {
            var c = i / area;
            y[i] = ((inputs[0][i] - mean[c]) / Math.Sqrt((double)variance[c] + Epsilon) * weight[c]) + bias[c];
        }

        return y;
    }
}
