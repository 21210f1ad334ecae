using NetGen.Training;

namespace NetGen.Networks;

/// <summary>A picture is painted by gradient descent on its pixels.</summary>
public sealed class StyleTransferTests
{
    private const int Side = 32, Pixels = 3 * Side * Side;

    [Fact]
    public void The_picture_takes_on_the_style_and_the_features_stay()
    {
        var network = new StyleTransfer(seed: 3);
        var picture = StyleTransfer.Info.Parameters.Single(p => p.Name == "picture.weight");
        float[] content = Content(), style = Style(), input = [1, .. content, .. style];
        // Painting begins with the content.
        picture.Layout.FromCanonical(content, network.Parameters.Slice(picture.Offset, picture.Layout.Length));
        var features = Others(network, picture);

        var adam = new Adam(learningRate: 0.02f).Freeze(StyleTransfer.Info, "features.conv2d1", "features.conv2d2");
        var gradient = new float[StyleTransfer.ParameterLength];
        var first = network.Evaluate(input);
        for (var step = 0; step < 150; step++)
        {
            network.Gradient(input, gradient);
            adam.Step(network.Parameters, gradient);
        }

        var last = network.Evaluate(input);
        var painted = new float[Pixels];
        network.Forward(input, painted);
        TestContext.Current.TestOutputHelper?.WriteLine($"loss {first:G4} to {last:G4}; difference from the content {Distance(painted, content):F3}, from the style {Distance(painted, style):F3}");
        Assert.InRange(last, 0, first / 20);
        Assert.Equal(features, Others(network, picture));
        // It is neither of the two pictures.
        Assert.InRange(Distance(painted, content), 0.02, 1);
        Assert.InRange(Distance(painted, style), 0.02, 1);
    }

    [Fact]
    public void Content_in_its_own_style_is_finished()
    {
        var network = new StyleTransfer(seed: 3);
        var picture = StyleTransfer.Info.Parameters.Single(p => p.Name == "picture.weight");
        float[] content = Content(), input = [1, .. content, .. content];
        picture.Layout.FromCanonical(content, network.Parameters.Slice(picture.Offset, picture.Layout.Length));
        Assert.Equal(0, network.Evaluate(input), 1e-9f);
    }

    /// <summary>All parameters but the picture.</summary>
    private static float[] Others(StyleTransfer network, ParameterInfo picture)
    {
        float[] values = [.. network.Parameters];
        values.AsSpan(picture.Offset, picture.Layout.Length).Clear();
        return values;
    }

    /// <summary>A red disc on blue.</summary>
    private static float[] Content() => Picture((x, y, channel) => (((x - 16) * (x - 16)) + ((y - 16) * (y - 16)) < 80) == (channel == 0) ? 0.8f : 0.2f);

    /// <summary>Diagonal stripes of green.</summary>
    private static float[] Style() => Picture((x, y, channel) => channel == 1 ? 0.5f + (0.4f * MathF.Sin(x + y)) : 0.3f);

    private static float[] Picture(Func<int, int, int, float> colour) => [.. Enumerable.Range(0, Pixels).Select(i => colour(i % Side, i / Side % Side, i / (Side * Side)))];

    private static double Distance(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();
}
