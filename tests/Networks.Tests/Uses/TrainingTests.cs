using NetGen.Metrics;
using NetGen.Training;

namespace NetGen.Networks;

/// <summary>Networks whose targets are numbers learn what is known beforehand: coefficients, a boundary, pictures, masks.</summary>
public sealed class TrainingTests
{
    [Fact]
    public void Linear_regression_finds_the_coefficients()
    {
        float[] coefficients = [1, -2, 3, -4, 0.5f, 0, 0.25f, 2], inputs = Uniform(1, 64 * 8), targets = new float[64];
        for (var i = 0; i < 64; i++) targets[i] = 0.7f + Dot(coefficients, inputs.AsSpan(i * 8, 8));
        var network = new LinearRegression(seed: 1);
        Train(network, new Adam(0.1f), 400, inputs, targets);

        var found = Tensor(LinearRegression.Info, network.Parameters, "dense1.weight");
        for (var i = 0; i < 8; i++) Assert.Equal(coefficients[i], found[i], 2e-3f);
        Assert.Equal(0.7f, Tensor(LinearRegression.Info, network.Parameters, "dense1.bias")[0], 2e-3f);
    }

    [Fact]
    public void Logistic_regression_finds_the_boundary()
    {
        float[] normal = Uniform(2, 30), inputs = Uniform(3, 300 * 30), targets = new float[300], scores = new float[300];
        for (var i = 0; i < 300; i++) targets[i] = Dot(normal, inputs.AsSpan(i * 30, 30)) > 0 ? 1 : 0;
        var network = new LogisticRegression(seed: 1);
        var loss = Train(network, new Adam(0.1f), 300, inputs, targets);
        network.Forward(inputs, scores);

        Assert.InRange(loss, 0, 0.1);
        // Behind the sigmoid 1/2 is 0.
        Assert.Equal(targets, scores.Select(s => s > 0 ? 1f : 0f));
    }

    [Fact]
    public void The_autoencoder_restores_what_32_numbers_can_hold()
    {
        // Blobs have four degrees of freedom: where, how wide, how high.
        var random = new Random(4);
        var inputs = new float[64 * 784];
        for (var i = 0; i < 64; i++) Blob(random, inputs.AsSpan(i * 784, 784));
        var network = new Autoencoder(seed: 1);
        var adam = new Adam(2e-3f);
        var first = network.Evaluate(inputs, inputs);
        Train(network, adam, 400, inputs, inputs);

        Assert.InRange(network.Evaluate(inputs, inputs), 0, first / 20);
        Assert.Equal(784 + 32, Autoencoder.OutputLength);
    }

    [Fact]
    public void The_U_net_finds_discs()
    {
        const int batch = 8, pixels = 32 * 32;
        var random = new Random(6);
        var network = new UNet(seed: 1);
        var adam = new Adam(3e-3f);
        float[] inputs = new float[batch * pixels], targets = new float[batch * 2 * pixels], gradient = new float[UNet.ParameterLength], scores = new float[batch * pixels];
        var masks = new int[batch * pixels];
        for (var step = 0; step < 60; step++)
        {
            Discs(random, inputs, masks);
            // Each of the two losses has its targets: the mask twice.
            for (var i = 0; i < targets.Length; i++) targets[i] = masks[(i / (2 * pixels) * pixels) + (i % pixels)];
            network.Gradient(inputs, targets, gradient);
            adam.Step(network.Parameters, gradient);
        }

        Discs(random, inputs, masks);
        network.Forward(inputs, scores);
        var iou = new MeanIoU(2);
        iou.Add([.. scores.Select(s => s > 0 ? 1 : 0)], masks);
        TestContext.Current.TestOutputHelper?.WriteLine($"intersection over union {iou.Value:F3}");
        Assert.InRange(iou.Value, 0.9, 1);
    }

    private static float Train(ITargetTrained network, Optimizer optimizer, int steps, float[] inputs, float[] targets)
    {
        var gradient = new float[network.Parameters.Length];
        var loss = 0f;
        for (var step = 0; step < steps; step++)
        {
            loss = network.Gradient(inputs, targets, gradient);
            optimizer.Step(network.Parameters, gradient);
        }

        return loss;
    }

    private static float[] Tensor(NetworkInfo info, ReadOnlySpan<float> block, string name)
    {
        var tensor = info.Parameters.Single(p => p.Name == name);
        var values = new float[tensor.Layout.ElementCount];
        tensor.Layout.ToCanonical(block.Slice(tensor.Offset, tensor.Layout.Length), values);
        return values;
    }

    private static float[] Uniform(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static float Dot(float[] a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Blob(Random random, Span<float> image)
    {
        float x = random.Next(8, 20), y = random.Next(8, 20), width = random.Next(2, 6), height = random.Next(2, 6);
        for (var i = 0; i < image.Length; i++) image[i] = MathF.Exp(-(Square(((i % 28) - x) / width) + Square(((i / 28) - y) / height)));
    }

    /// <summary>A disc a little brighter than its noisy background on each image, and 1 where it is.</summary>
    private static void Discs(Random random, float[] images, int[] masks)
    {
        const int side = 32, pixels = side * side;
        for (var start = 0; start < images.Length; start += pixels)
        {
            float x = random.Next(8, 24), y = random.Next(8, 24), radius = random.Next(4, 9);
            for (var i = 0; i < pixels; i++)
            {
                masks[start + i] = Square((i % side) - x) + Square((i / side) - y) < radius * radius ? 1 : 0;
                images[start + i] = random.NextSingle() + (0.6f * masks[start + i]);
            }
        }
    }

    private static float Square(float x) => x * x;
}
