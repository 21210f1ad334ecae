using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>Two-dimensional transposed convolution whose windows do not overlap (stride = kernel): up-sampling, W [inputs, channels, k, k].</summary>
internal sealed record TransposedConvolution(int Channels, int Kernel) : Layer
{
    public override string Kind => "convtranspose2d";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs[0].Length == 3
        ? [Channels, inputs[0][1] * Kernel, inputs[0][2] * Kernel]
        : throw new ArgumentException($"a transposed convolution needs [channels, height, width], but its input is {Print(inputs[0])}.");

    public override IReadOnlyList<Parameter> Parameters(IReadOnlyList<int[]> inputs)
    {
        var fanIn = Channels * Kernel * Kernel;
        return [new Parameter("weight", [inputs[0][0], Channels, Kernel, Kernel], fanIn), new Parameter("bias", [Channels], fanIn)];
    }

    public override long Macs(IReadOnlyList<int[]> inputs) => (long)Length(inputs[0]) * Channels * Kernel * Kernel;

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        var operands = new List<string> { node.Inputs[0].Name };
        foreach (var parameter in Parameters(node.InputShapes))
        {
            var name = node.Tensor(parameter.Suffix);
            graph.Constant(name, parameter.Shape, weights.Get(name, parameter.Shape));
            operands.Add(name);
        }

        graph.Node("ConvTranspose", operands.ToArray(), node.Name, OnnxAttribute.Integers("kernel_shape", Kernel, Kernel), OnnxAttribute.Integers("strides", Kernel, Kernel));
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var (channels, height, width) = (node.InputShapes[0][0], node.InputShapes[0][1], node.InputShapes[0][2]);
        var W = weights.Get(node.Tensor("weight"), channels, Channels, Kernel, Kernel);
        var b = weights.Get(node.Tensor("bias"), Channels);
        var y = new double[Channels * height * Kernel * width * Kernel];
        for (var o = 0; o < Channels; o++)
        {
            for (var oy = 0; oy < height * Kernel; oy++)
            {
                for (var ox = 0; ox < width * Kernel; ox++)
                {
                    double sum = b[o];
                    for (var c = 0; c < channels; c++)
                        sum += inputs[0][(((c * height) + (oy / Kernel)) * width) + (ox / Kernel)] * W[(((((c * Channels) + o) * Kernel) + (oy % Kernel)) * Kernel) + (ox % Kernel)];
                    y[(((o * height * Kernel) + oy) * width * Kernel) + ox] = sum;
                }
            }
        }

        return y;
    }
}
