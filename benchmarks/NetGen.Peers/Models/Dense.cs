using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>Matrix product with a bias: <c>y = W x + b</c>, W [outputs, inputs].</summary>
internal sealed record Dense(int Outputs) : Layer
{
    public override string Kind => "dense";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) =>
        inputs[0].Length == 1 ? [Outputs] : throw new ArgumentException($"a dense layer needs a vector, but its input is {Print(inputs[0])}.");

    public override IReadOnlyList<Parameter> Parameters(IReadOnlyList<int[]> inputs) =>
        [new("weight", [Outputs, inputs[0][0]], inputs[0][0]), new("bias", [Outputs], inputs[0][0])];

    public override long Macs(IReadOnlyList<int[]> inputs) => (long)Outputs * inputs[0][0];

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch)
    {
        var inputs = node.InputShapes[0][0];
        graph.Constant(node.Tensor("weight"), [Outputs, inputs], weights.Get(node.Tensor("weight"), Outputs, inputs));
        graph.Constant(node.Tensor("bias"), [Outputs], weights.Get(node.Tensor("bias"), Outputs));
        string[] operands = [node.Inputs[0].Name, node.Tensor("weight"), node.Tensor("bias")];
        graph.Node("Gemm", operands, node.Name, OnnxAttribute.Integer("transB", 1));
    }

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights)
    {
        var x = inputs[0];
        var W = weights.Get(node.Tensor("weight"), Outputs, x.Length);
        var b = weights.Get(node.Tensor("bias"), Outputs);
        var y = new double[Outputs];
        for (var o = 0; o < Outputs; o++)
        {
            double sum = b[o];
            for (var i = 0; i < x.Length; i++) sum += (double)W[(o * x.Length) + i] * x[i];
            y[o] = sum;
        }

        return y;
    }
}
