using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>Two classes from two features, cross-entropy, differentiated by hand: the smallest network that trains on labels.</summary>
internal sealed class SoftmaxRegression : INetwork<SoftmaxRegression>, ILabelTrained
{
    private const int Features = 2, Classes = 2;
    private readonly float[] _parameters = new float[(Features + 1) * Classes];
    private readonly float[] _buffers = new float[1];

    public static NetworkInfo Info { get; } = Describe(
        "SoftmaxRegression", [("dense1.weight", "dense1", Features * Classes), ("dense1.bias", "dense1", Classes)]);

    public NetworkInfo Description => Info;

    public Span<float> Parameters => _parameters;

    /// <summary>Counts the calls of Gradient, as running statistics would.</summary>
    public Span<float> Buffers => _buffers;

    public List<int> BatchSizes { get; } = [];

    public bool RecordsBatches { get; init; }

    public static SoftmaxRegression Create(int seed) => new();

    public static SoftmaxRegression Load(string path) => throw new NotSupportedException();

    public static SoftmaxRegression Load(Stream stream) => throw new NotSupportedException();

    public static SoftmaxRegression Load(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace) => throw new NotSupportedException();

    public NetworkWorkspace CreateWorkspace(int maxBatch = 1) => throw new NotSupportedException();

    public void Save(Stream stream) => throw new NotSupportedException();

    public static NetworkInfo Describe(
        string name, (string Name, string Layer, int Length)[] tensors, int inputs = Features, int outputs = Classes, int targets = 1)
    {
        var parameters = new List<ParameterInfo>();
        var offset = 0;
        foreach (var tensor in tensors)
        {
            var layout = new TensorLayout([tensor.Length], [new LayoutDigit(0, 1, tensor.Length, 1)], tensor.Length);
            parameters.Add(new ParameterInfo(tensor.Name, tensor.Layer, offset, layout, new Nothing()));
            offset += tensor.Length;
        }

        return new NetworkInfo
        {
            Name = name,
            InputLength = inputs,
            OutputLength = outputs,
            TargetLength = targets,
            ParameterCount = offset,
            ParameterLength = offset,
            BufferLength = 1,
            ForwardMacs = 0,
            ForwardFlops = 0,
            WorkspaceLength = 0,
            Layers = [],
            Parameters = parameters,
            Buffers = [],
        };
    }

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var n = 0; n < input.Length / Features; n++)
        {
            var (x, y) = (input[2 * n], input[(2 * n) + 1]);
            for (var c = 0; c < Classes; c++)
                output[(n * Classes) + c] = (_parameters[2 * c] * x) + (_parameters[(2 * c) + 1] * y) + _parameters[4 + c];
        }
    }

    public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels) => Loss(input, labels, default);

    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        _buffers[0]++;
        if (RecordsBatches) BatchSizes.Add(labels.Length);
        return Loss(input, labels, gradient);
    }

    public void Save(string path) => throw new NotSupportedException();

    private float Loss(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        gradient.Clear();
        Span<float> z = stackalloc float[Classes];
        double loss = 0;
        for (var n = 0; n < labels.Length; n++)
        {
            Forward(input.Slice(n * Features, Features), z);
            var largest = Math.Max(z[0], z[1]);
            var sum = MathF.Exp(z[0] - largest) + MathF.Exp(z[1] - largest);
            loss += largest + MathF.Log(sum) - z[labels[n]];
            if (gradient.IsEmpty) continue;
            for (var c = 0; c < Classes; c++)
            {
                var dz = ((MathF.Exp(z[c] - largest) / sum) - (labels[n] == c ? 1 : 0)) / labels.Length;
                gradient[2 * c] += dz * input[2 * n];
                gradient[(2 * c) + 1] += dz * input[(2 * n) + 1];
                gradient[4 + c] += dz;
            }
        }

        return (float)(loss / labels.Length);
    }

    private sealed class Nothing : Initializer
    {
        public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key) => values.Clear();
    }
}
