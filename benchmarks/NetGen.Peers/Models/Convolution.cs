using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>Two-dimensional convolution (a cross-correlation, as everywhere in the field) with square kernels, W [channels, inputs / groups, k, k].</summary>
internal sealed record Convolution(int Channels, int Kernel) : Layer
{
    public int Stride { get; init; } = 1;

    public int Padding { get; init; }

    public int Groups { get; init; } = 1;

    /// <summary>Off where a batch normalisation follows, which has its own.</summary>
    public bool Bias { get; init; } = true;

    public override string Kind => "conv2d";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs)
    {
        var shape = inputs[0];
        if (shape.Length != 3) throw new ArgumentException($"a convolution needs [channels, height, width], but its input is {Print(shape)}.");
        if (shape[0] % Groups != 0 || Channels % Groups != 0)
            throw new ArgumentException($"{Groups} groups do not divide {shape[0]} input channels and {Channels} output channels.");
        return [Channels, WindowCount(shape[1], Kernel, Stride, Padding), WindowCount(shape[2], Kernel, Stride, Padding)];
    }

    public override IReadOnlyList<Parameter> Parameters(IReadOnlyList<int[]> inputs)
    {
        var depth = inputs[0][0] / Groups;
        var fanIn = depth * Kernel * Kernel;
        var weight = new Parameter("weight", [Channels, depth, Kernel, Kernel], fanIn);
        return Bias ? [weight, new Parameter("bias", [Channels], fanIn)] : [weight];
    }

    public override long Macs(IReadOnlyList<int[]> inputs) => (long)Length(OutputShape(inputs)) * (inputs[0][0] / Groups) * Kernel * Kernel;

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        var operands = new List<string> { node.Inputs[0].Name };
        foreach (var parameter in Parameters(node.InputShapes))
        {
            var name = node.Tensor(parameter.Suffix);
            graph.Constant(name, parameter.Shape, weights.Get(name, parameter.Shape));
            operands.Add(name);
        }

        graph.Node(
            "Conv",
            operands.ToArray(),
            node.Name,
            OnnxAttribute.Integers("kernel_shape", Kernel, Kernel),
            OnnxAttribute.Integers("strides", Stride, Stride),
            OnnxAttribute.Integers("pads", Padding, Padding, Padding, Padding),
            OnnxAttribute.Integer("group", Groups));
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var (shape, x) = (node.InputShapes[0], inputs[0]);
        var (height, width) = (shape[1], shape[2]);
        var (outHeight, outWidth) = (node.OutputShape[1], node.OutputShape[2]);
        var depth = shape[0] / Groups;
        var perGroup = Channels / Groups;
        var W = weights.Get(node.Tensor("weight"), Channels, depth, Kernel, Kernel);
        var b = Bias ? weights.Get(node.Tensor("bias"), Channels) : new float[Channels];
        var y = new double[Channels * outHeight * outWidth];
        for (var o = 0; o < Channels; o++)
        {
            for (var oy = 0; oy < outHeight; oy++)
            {
                for (var ox = 0; ox < outWidth; ox++)
                {
                    double sum = b[o];
                    for (var c = 0; c < depth; c++)
                    {
                        var plane = ((o / perGroup * depth) + c) * height;
                        for (var ky = 0; ky < Kernel; ky++)
                        {
                            var iy = (oy * Stride) + ky - Padding;
                            if (iy < 0 || iy >= height) continue;
                            for (var kx = 0; kx < Kernel; kx++)
                            {
                                var ix = (ox * Stride) + kx - Padding;
                                if (ix < 0 || ix >= width) continue;
                                sum += x[((plane + iy) * width) + ix] * W[(((((o * depth) + c) * Kernel) + ky) * Kernel) + kx];
                            }
                        }
                    }

                    y[(((o * outHeight) + oy) * outWidth) + ox] = sum;
                }
            }
        }

        return y;
    }

    /// <summary>How many windows fit along one axis.</summary>
    internal static int WindowCount(int extent, int kernel, int stride, int padding)
    {
        var count = ((extent + (2 * padding) - kernel) / stride) + 1;
        return extent + (2 * padding) >= kernel ? count : throw new ArgumentException($"a window of {kernel} does not fit into {extent} with padding {padding}.");
    }
}
