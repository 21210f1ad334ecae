using NetGen.Training;

namespace NetGen.Networks;

/// <summary>Triplets of one class and another are trained; the embedding is then used alone, on classes it has never seen.</summary>
public sealed class SiameseTests
{
    private const int Batch = 24, Pixels = 28 * 28;

    [Fact]
    public void Trained_on_triplets_the_embedding_knows_new_classes_apart()
    {
        var network = new SiameseNetwork(seed: 1);
        var adam = new Adam(learningRate: 2e-3f);
        var random = new Random(5);
        float[] inputs = new float[Batch * SiameseNetwork.InputLength], gradient = new float[SiameseNetwork.ParameterLength];
        float first = 0, loss = 0;
        for (var step = 0; step < 200; step++)
        {
            for (var i = 0; i < Batch; i++)
            {
                // Even classes are trained, odd ones kept for later.
                int one = 2 * random.Next(6), other = (one + (2 * random.Next(1, 6))) % 12;
                var sample = inputs.AsSpan(i * SiameseNetwork.InputLength);
                Draw(one, random, sample[..Pixels]);
                Draw(one, random, sample.Slice(Pixels, Pixels));
                Draw(other, random, sample.Slice(2 * Pixels, Pixels));
            }

            loss = network.Gradient(inputs, gradient);
            if (step == 0) first = loss;
            adam.Step(network.Parameters, gradient);
        }

        Assert.InRange(loss, 0, first / 4);

        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        var right = Recognised(EmbeddingNetwork.Load(file), random);
        TestContext.Current.TestOutputHelper?.WriteLine($"loss {first:F3} to {loss:F3}; {right} of 60 recognised, untrained {Recognised(new(seed: 1), random)}");
        Assert.InRange(right, 54, 60);
    }

    [Fact]
    public void The_three_branches_have_one_set_of_weights()
    {
        Assert.Equal(EmbeddingNetwork.ParameterCount, SiameseNetwork.ParameterCount);
        Assert.Equal(3 * EmbeddingNetwork.ForwardMacs, SiameseNetwork.ForwardMacs);
        Assert.Equal(EmbeddingNetwork.Info.Parameters.Select(p => p.Name), SiameseNetwork.Info.Parameters.Select(p => p.Name));
    }

    /// <summary>How many of 60 images of the classes that were not trained lie nearest to the one example of their class.</summary>
    private static int Recognised(EmbeddingNetwork network, Random random)
    {
        float[][] examples = [.. Enumerable.Range(0, 6).Select(i => Embed(network, (2 * i) + 1, random))];
        var right = 0;
        for (var i = 0; i < 60; i++)
        {
            var embedding = Embed(network, (2 * (i % 6)) + 1, random);
            var nearest = Enumerable.Range(0, 6).MinBy(e => examples[e].Zip(embedding, (a, b) => (a - b) * (a - b)).Sum());
            if (nearest == i % 6) right++;
        }

        return right;
    }

    private static float[] Embed(EmbeddingNetwork network, int kind, Random random)
    {
        var (image, embedding) = (new float[Pixels], new float[EmbeddingNetwork.OutputLength]);
        Draw(kind, random, image);
        network.Forward(image, embedding);
        return embedding;
    }

    /// <summary>Stripes whose angle is the class (of twelve), their phase and noise are random.</summary>
    private static void Draw(int kind, Random random, Span<float> image)
    {
        var (sin, cos) = MathF.SinCos(MathF.PI * kind / 12);
        var phase = random.NextSingle() * 2 * MathF.PI;
        for (var i = 0; i < image.Length; i++)
            image[i] = MathF.Sin(phase + (0.9f * (((i % 28) * cos) + ((i / 28) * sin)))) + (random.NextSingle() - 0.5f);
    }
}
