namespace NetGen.Tests.Training;

/// <summary>y = w·x + b with the mean squared error: the smallest network that trains on targets.</summary>
internal sealed class LinearRegression : INetwork<LinearRegression>, ITargetTrained
{
    private readonly float[] _parameters = new float[2];

    public static NetworkInfo Info { get; } = SoftmaxRegression.Describe(
        "LinearRegression", [("dense1.weight", "dense1", 1), ("dense1.bias", "dense1", 1)], inputs: 1, outputs: 1);

    public NetworkInfo Description => Info;

    public Span<float> Parameters => _parameters;

    public Span<float> Buffers => default;

    public static LinearRegression Create(int seed) => new();

    public static LinearRegression Load(string path) => throw new NotSupportedException();

    public static LinearRegression Load(Stream stream) => throw new NotSupportedException();

    public static LinearRegression Load(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace) => throw new NotSupportedException();

    public NetworkWorkspace CreateWorkspace(int maxBatch = 1) => throw new NotSupportedException();

    public void Save(Stream stream) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var n = 0; n < input.Length; n++) output[n] = (_parameters[0] * input[n]) + _parameters[1];
    }

    public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets) => Gradient(input, targets, stackalloc float[2]);

    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        gradient.Clear();
        double loss = 0;
        for (var n = 0; n < input.Length; n++)
        {
            var error = (_parameters[0] * input[n]) + _parameters[1] - targets[n];
            loss += (double)error * error / input.Length;
            gradient[0] += 2 * error * input[n] / input.Length;
            gradient[1] += 2 * error / input.Length;
        }

        return (float)loss;
    }

    public void Save(string path) => throw new NotSupportedException();
}
