using NetGen.Peers.Onnx;

namespace NetGen.Peers.Models;

/// <summary>A feed-forward network as the peers see it: nodes in the order they are computed, from the input to the output.</summary>
internal sealed class Model(string name, IReadOnlyList<Node> nodes)
{
    public string Name => name;

    public IReadOnlyList<Node> Nodes => nodes;

    public Node Input => nodes[0];

    public Node Output => nodes[^1];

    public int InputLength => Length(Input.OutputShape);

    public int OutputLength => Length(Output.OutputShape);

    /// <summary>Multiplications of the contractions of one sample's forward pass.</summary>
    public long Macs => nodes.Sum(node => node.Layer.Macs(node.InputShapes));

    /// <summary>
    /// Multiplications of one sample's training step: forward, weight gradient and input gradient of every contraction, but no gradient of
    /// the network's own input.
    /// </summary>
    public long TrainingMacs
    {
        get
        {
            var macs = nodes.Select(node => node.Layer.Macs(node.InputShapes)).Where(count => count > 0).ToArray();
            return (3 * macs.Sum()) - (macs.Length > 0 ? macs[0] : 0);
        }
    }

    /// <summary>Trained values; the running statistics of normalisations are not.</summary>
    public long ParameterCount => nodes.Sum(node => node.Layer.Parameters(node.InputShapes)
        .Where(parameter => !parameter.Suffix.StartsWith("running_", StringComparison.Ordinal))
        .Sum(parameter => (long)Length(parameter.Shape)));

    /// <summary>A chain of layers.</summary>
    public static Model Sequence(string name, int[] inputShape, params ReadOnlySpan<Layer> layers)
    {
        var builder = new ModelBuilder(name, inputShape);
        foreach (var layer in layers) builder.Append(layer);
        return builder.Build();
    }

    /// <summary>The model with its weights in the ONNX format, for a fixed batch.</summary>
    public byte[] ToOnnx(Weights weights, int batch = 1)
    {
        var graph = new OnnxGraph(name);
        foreach (var node in nodes) node.Layer.Write(graph, node, weights, batch);
        graph.Output(Output.Name, [batch, .. Output.OutputShape]);
        return graph.ToModel();
    }

    /// <summary>The outputs of a batch, computed in double precision by each layer's definition.</summary>
    public double[] Evaluate(ReadOnlySpan<float> input, Weights weights)
    {
        if (input.Length % InputLength != 0) throw new ArgumentException($"{input.Length} values are not a number of samples of {InputLength}.", nameof(input));
        var outputs = new List<double>();
        for (var start = 0; start < input.Length; start += InputLength)
        {
            var sample = new double[InputLength];
            for (var i = 0; i < sample.Length; i++) sample[i] = input[start + i];
            var values = new Dictionary<Node, double[]>();
            foreach (var node in nodes)
            {
                var inputs = node.Inputs.Count == 0 ? [sample] : node.Inputs.Select(source => values[source]).ToArray();
                values[node] = node.Layer.Evaluate(node, inputs, weights);
            }

            outputs.AddRange(values[Output]);
        }

        return [.. outputs];
    }

    private static int Length(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);
}
