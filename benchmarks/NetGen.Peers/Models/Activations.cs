using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>A function applied to each value.</summary>
internal abstract record Activation(string Operator) : Layer
{
    public override string Kind => Operator.ToLowerInvariant();

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs[0];

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) => graph.Node(Operator, [node.Inputs[0].Name], node.Name);

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => Array.ConvertAll(inputs[0], Function);

    protected abstract double Function(double x);
}

/// <summary><c>max(x, 0)</c>.</summary>
internal sealed record Relu() : Activation("Relu")
{
    protected override double Function(double x) => Math.Max(x, 0);
}

/// <summary>The hyperbolic tangent.</summary>
internal sealed record Tanh() : Activation("Tanh")
{
    protected override double Function(double x) => Math.Tanh(x);
}

/// <summary><c>1 / (1 + exp(−x))</c>.</summary>
internal sealed record Sigmoid() : Activation("Sigmoid")
{
    protected override double Function(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary><c>min(max(x, 0), 6)</c>.</summary>
internal sealed record Relu6() : Activation("Relu6")
{
    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        graph.Constant(node.Tensor("low"), [], [0f]);
        graph.Constant(node.Tensor("high"), [], [6f]);
        graph.Node("Clip", [node.Inputs[0].Name, node.Tensor("low"), node.Tensor("high")], node.Name);
    }

    protected override double Function(double x) => Math.Clamp(x, 0, 6);
}

/// <summary><c>exp(x_i) / Σ_j exp(x_j)</c> over the first axis of a sample (PyTorch's <c>dim=1</c> with a batch).</summary>
internal sealed record Softmax : Layer
{
    public override string Kind => "softmax";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => inputs[0];

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) =>
        graph.Node("Softmax", [node.Inputs[0].Name], node.Name, OnnxAttribute.Integer("axis", 1));

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var (x, classes) = (inputs[0], node.InputShapes[0][0]);
        var inner = x.Length / classes;
        var y = new double[x.Length];
        for (var place = 0; place < inner; place++)
        {
            var sum = 0.0;
            var largest = double.NegativeInfinity;
            for (var c = 0; c < classes; c++) largest = Math.Max(largest, x[(c * inner) + place]);
            for (var c = 0; c < classes; c++) sum += y[(c * inner) + place] = Math.Exp(x[(c * inner) + place] - largest);
            for (var c = 0; c < classes; c++) y[(c * inner) + place] /= sum;
        }

        return y;
    }
}
