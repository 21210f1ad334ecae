using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>What is written into the padding of parameters and buffers, NaN included and through a span kept from before, changes no number.</summary>
public sealed class ParameterPaddingTests
{
    public static TheoryData<string> Networks => [.. SampleNetwork.All.Select(n => n.Name)];

    [Theory, MemberData(nameof(Networks))]
    public void Noise_in_the_padding_changes_no_result(string name)
    {
        var network = SampleNetwork.All.Single(n => n.Name == name);
        Check(name, (ITargetTrained)Activator.CreateInstance(EmittedNetworkTests.BatchOf(name).TypeOf(network.FullName), 5)!);
    }

    [Fact]
    public void Kept_weights_and_labels_too()
    {
        const string source = """
            using NetGen;
            namespace Padded;
            [Network][Input(20, 9, 9)][Conv2D(40, 3, Padding = 1), BatchNorm, Relu, Conv2D(24, 3), GlobalAvgPool][CrossEntropyLoss] public sealed partial class Kept;
            [Network(Weights = WeightFormat.BFloat16)][Input(200)][Dense(100), Relu, Dense(10)][CrossEntropyLoss] public sealed partial class Halved;
            """;
        using var compiled = GeneratorRun.From(source).Compile();
        foreach (var name in new[] { "Kept", "Halved" })
        {
            var network = compiled.CreateNetwork($"Padded.{name}", 2);
            var clean = Outputs(network);
            foreach (var noise in new[] { 1f, float.NaN })
            {
                Pollute(network, noise);
                Assert.Equal(clean, Outputs(network));
            }
        }
    }

    private static void Check(string name, ITargetTrained network)
    {
        var info = network.Description;
        Span<float> parameters = network.Parameters, buffers = network.Buffers;
        float[] cleanParameters = parameters.ToArray(), cleanBuffers = buffers.ToArray();
        float[] inputs = Values(3 * info.InputLength), targets = Values(3 * info.TargetLength), output = Outputs(network);
        float[] gradient = new float[parameters.Length], other = new float[parameters.Length];
        var evaluated = network.Evaluate(inputs, targets);
        var loss = network.Gradient(inputs, targets, gradient);
        var trainedBuffers = buffers.ToArray();
        foreach (var noise in new[] { 0.37f, float.NaN })
        {
            void again()
            {
                cleanParameters.CopyTo(network.Parameters);
                cleanBuffers.CopyTo(network.Buffers);
                Pollute(network, noise);
            }

            again();
            Assert.True(output.AsSpan().SequenceEqual(Outputs(network)), $"{name}: Forward with {noise} in the padding.");
            again();
            Assert.True(evaluated.Equals(network.Evaluate(inputs, targets)), $"{name}: Evaluate with {noise} in the padding.");
            again();
            Assert.True(loss.Equals(network.Gradient(inputs, targets, other)), $"{name}: the loss with {noise} in the padding.");
            Assert.True(gradient.AsSpan().SequenceEqual(other), $"{name}: Gradient with {noise} in the padding.");
            Assert.True(trainedBuffers.AsSpan().SequenceEqual(buffers), $"{name}: buffers with {noise} in the padding.");
        }
    }

    private static void Pollute(INetwork network, float noise)
    {
        foreach (var (block, tensors) in new[] { (network.Parameters.ToArray(), network.Description.Parameters), (network.Buffers.ToArray(), network.Description.Buffers) })
        {
            var used = tensors.SelectMany(p => Enumerable.Range(0, p.Layout.ElementCount).Select(i => p.Offset + p.Layout.OffsetOf(i))).ToHashSet();
            var span = tensors == network.Description.Parameters ? network.Parameters : network.Buffers;
            for (var i = 0; i < span.Length; i++)
                if (!used.Contains(i)) span[i] = noise;
        }
    }

    private static float[] Outputs(INetwork network)
    {
        var output = new float[3 * network.Description.OutputLength];
        network.Forward(Values(3 * network.Description.InputLength), output);
        return output;
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => 0.5f + (0.4f * MathF.Sin(i * 1.3f)))];
}
