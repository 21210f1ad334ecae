using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>Pooling over square windows; the stride is the window's size unless given, padding counts as zeros in averages (PyTorch's choice).</summary>
internal abstract record Pooling(int Kernel) : Layer
{
    public int? Stride { get; init; }

    public int Padding { get; init; }

    protected abstract string Operator { get; }

    private int Step => Stride ?? Kernel;

    public override int[] OutputShape(IReadOnlyList<int[]> inputs)
    {
        var shape = inputs[0];
        if (shape.Length != 3) throw new ArgumentException($"pooling needs [channels, height, width], but its input is {Print(shape)}.");
        return
        [
            shape[0],
            Convolution.WindowCount(shape[1], Kernel, Step, Padding),
            Convolution.WindowCount(shape[2], Kernel, Step, Padding),
        ];
    }

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        var attributes = new List<OnnxAttribute>
        {
            OnnxAttribute.Integers("kernel_shape", Kernel, Kernel),
            OnnxAttribute.Integers("strides", Step, Step),
            OnnxAttribute.Integers("pads", Padding, Padding, Padding, Padding),
        };
        if (this is AveragePool) attributes.Add(OnnxAttribute.Integer("count_include_pad", 1));
        graph.Node(Operator, [node.Inputs[0].Name], node.Name, attributes.ToArray());
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var (shape, x) = (node.InputShapes[0], inputs[0]);
        var (outHeight, outWidth) = (node.OutputShape[1], node.OutputShape[2]);
        var y = new double[Length(node.OutputShape)];
        for (var i = 0; i < y.Length; i++)
        {
            var (c, oy, ox) = (i / outWidth / outHeight, i / outWidth % outHeight, i % outWidth);
            var window = new List<double>();
            for (var ky = 0; ky < Kernel; ky++)
            {
                for (var kx = 0; kx < Kernel; kx++)
                {
                    var (iy, ix) = ((oy * Step) + ky - Padding, (ox * Step) + kx - Padding);
                    if (iy >= 0 && iy < shape[1] && ix >= 0 && ix < shape[2]) window.Add(x[(((c * shape[1]) + iy) * shape[2]) + ix]);
                }
            }

            y[i] = Combine(window);
        }

        return y;
    }

    protected abstract double Combine(IReadOnlyCollection<double> window);
}

/// <summary>The largest value of each window.</summary>
internal sealed record MaxPool(int Kernel) : Pooling(Kernel)
{
    public override string Kind => "maxpool2d";

    protected override string Operator => "MaxPool";

    protected override double Combine(IReadOnlyCollection<double> window) => window.Max();
}

/// <summary>The mean of each window.</summary>
internal sealed record AveragePool(int Kernel) : Pooling(Kernel)
{
    public override string Kind => "avgpool2d";

    protected override string Operator => "AveragePool";

    protected override double Combine(IReadOnlyCollection<double> window) => window.Sum() / (Kernel * Kernel);
}

/// <summary>The mean of each channel: a vector of the channels.</summary>
internal sealed record GlobalAveragePool : Layer
{
    public override string Kind => "globalavgpool";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => [inputs[0][0], 1, 1];

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) =>
        graph.Node("GlobalAveragePool", [node.Inputs[0].Name], node.Name);

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var area = Length(node.InputShapes[0]) / node.InputShapes[0][0];
        return [.. inputs[0].Chunk(area).Select(channel => channel.Average())];
    }
}
