using NetGen.Training;

namespace NetGen.Tests.Training;

/// <summary>
/// One parameter w, the mean of (w − x)² over a batch, and a buffer that follows the inputs as running statistics do. What is not finite among the
/// inputs spoils loss, gradient and buffer, as it does in a real network.
/// </summary>
internal sealed class ScriptedNetwork : INetwork<ScriptedNetwork>, ITargetTrained
{
    private readonly float[] _parameters = new float[1];
    private readonly float[] _buffers = new float[1];

    public static NetworkInfo Info { get; } = SoftmaxRegression.Describe("Scripted", [("w", "w", 1)], inputs: 1, outputs: 1, targets: 0);

    public NetworkInfo Description => Info;

    public Span<float> Parameters => _parameters;

    public Span<float> Buffers => _buffers;

    /// <summary>What the validation yields instead, call by call.</summary>
    public Func<int, float>? Validation { get; init; }

    /// <summary>What becomes of a gradient.</summary>
    public Func<float, float> Spoil { get; set; } = gradient => gradient;

    public int Validations { get; private set; }

    public static ScriptedNetwork Create(int seed) => new();

    public static ScriptedNetwork Load(string path) => throw new NotSupportedException();

    public static ScriptedNetwork Load(Stream stream) => throw new NotSupportedException();

    public static ScriptedNetwork Load(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace) => throw new NotSupportedException();

    public NetworkWorkspace CreateWorkspace(int maxBatch = 1) => throw new NotSupportedException();

    public void Save(Stream stream) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => input.CopyTo(output);

    public void Save(string path) => throw new NotSupportedException();

    public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        Validations++;
        return Validation is null ? Loss(input, default) : Validation(Validations);
    }

    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Span<float> gradient)
    {
        var loss = Loss(input, gradient);
        _buffers[0] = (0.9f * _buffers[0]) + (0.1f * input[0]);
        gradient[0] = Spoil(gradient[0]);
        return loss;
    }

    private float Loss(ReadOnlySpan<float> input, Span<float> gradient)
    {
        var loss = 0f;
        gradient.Clear();
        foreach (var x in input)
        {
            var error = _parameters[0] - x;
            loss += error * error / input.Length;
            if (!gradient.IsEmpty) gradient[0] += 2 * error / input.Length;
        }

        return loss;
    }
}
