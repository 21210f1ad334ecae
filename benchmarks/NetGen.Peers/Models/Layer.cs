using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>
/// One operation of a model: its shapes, its tensors, how ONNX writes it, and its definition as plain loops in double precision. Shapes
/// are those of one sample, without the batch.
/// </summary>
internal abstract record Layer
{
    /// <summary>What its name begins with; a running number follows: <c>conv2d</c> 1.</summary>
    public abstract string Kind { get; }

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ArgumentException">The inputs do not fit the layer.</exception>
    public abstract int[] OutputShape(IReadOnlyList<int[]> inputs);

    /// <summary>The tensors it needs, in the layout and under the names PyTorch saves them.</summary>
    public virtual IReadOnlyList<Parameter> Parameters(IReadOnlyList<int[]> inputs) => [];

    /// <summary>Multiplications of one sample.</summary>
    public virtual long Macs(IReadOnlyList<int[]> inputs) => 0;

    /// <summary>Writes the operation for a batch of <paramref name="batch"/> samples.</summary>
    public abstract void Write(OnnxGraph graph, Node node, Weights weights, int batch);

    /// <summary>Computes one sample, slowly and obviously.</summary>
    public abstract double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights);

    protected static int Length(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);

    protected static string Print(int[] shape) => $"[{string.Join(", ", shape)}]";
}

/// <summary>A tensor of a layer.</summary>
/// <param name="Suffix">Its name within the layer: <c>weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="FanIn">Values that are summed into one output, which sets the scale of random weights.</param>
/// <param name="Role">What it holds, which sets the range of random values.</param>
internal sealed record Parameter(string Suffix, int[] Shape, int FanIn, ParameterRole Role = ParameterRole.Weight);

/// <summary>The kinds of tensors a layer has.</summary>
internal enum ParameterRole
{
    /// <summary>Around zero.</summary>
    Weight,

    /// <summary>Around one and positive: scales and variances.</summary>
    Scale,
}

/// <summary>The place where samples enter.</summary>
internal sealed record Input(int[] Shape) : Layer
{
    public override string Kind => "input";

    public override int[] OutputShape(IReadOnlyList<int[]> inputs) => Shape;

    public override void Write(OnnxGraph graph, Node node, Weights weights, int batch) => graph.Input(node.Name, [batch, .. Shape]);

    public override double[] Evaluate(Node node, IReadOnlyList<double[]> inputs, Weights weights) => inputs[0];
}
