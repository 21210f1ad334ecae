using NetGen.Metrics;
using NetGen.Training;

namespace NetGen.Networks;

/// <summary>The detector from its raw output to boxes, and from pictures of squares and frames to a trained network.</summary>
public sealed class YoloTests
{
    private const int Cells = 6, Plane = Cells * Cells, Classes = 2, Batch = 16;
    private const float Stride = 8, Anchor = 16;

    private static readonly YoloDecoder Decoder = new(Cells, Classes, Stride, Anchor);

    [Fact]
    public void A_hand_made_output_gives_the_boxes_it_means()
    {
        // Nothing anywhere…
        var output = new float[(5 + Classes) * Plane];
        output.AsSpan(4 * Plane, Plane).Fill(-20);
        // …but in row 2, column 3 a box half again as wide and half as high as the anchor, its centre at a quarter of the cell's width: σ(−ln 3) = 1/4.
        Put(output, 2, 3, [-MathF.Log(3), 0, MathF.Log(1.5f), MathF.Log(0.5f), 20, 0, 20]);
        // A neighbour sees the same object and is less sure: σ(1) = 0.731; its box is 4 pixels further right.
        Put(output, 2, 4, [-MathF.Log(3), 0, MathF.Log(1.5f), MathF.Log(0.5f), 1, 0, 20]);
        // An object of the other class at the same place as the first: another class suppresses nothing.
        Put(output, 3, 3, [-MathF.Log(3), -20, MathF.Log(1.5f), MathF.Log(0.5f), 2, 20, 0]);
        // Not sure enough: σ(−1) = 0.27.
        Put(output, 0, 0, [0, 0, 0, 0, -1, 20, 0]);

        var found = Decoder.Decode(output, scoreThreshold: 0.5f, iouThreshold: 0.4f);

        Assert.Equal([1, 0], found.Select(d => d.Label));
        Assert.Equal(1f, found[0].Score, 1e-4f);
        Assert.Equal(0.8808f, found[1].Score, 1e-4f);
        // The centre is ((3 + 1/4)·8, (2 + 1/2)·8) = (26, 20), the extents are 24 and 8.
        AssertBox(new Box(14, 16, 38, 24), found[0].Box);
        AssertBox(new Box(14, 20, 38, 28), found[1].Box);
    }

    [Fact]
    public void A_trained_detector_finds_squares_and_frames()
    {
        var network = new YoloTraining(seed: 1);
        var adam = new Adam(learningRate: 5e-3f);
        var (inputs, labels, targets) = (new float[Batch * YoloTraining.InputLength], new int[Batch * Plane], new float[Batch * 5 * Plane]);
        var gradient = new float[YoloTraining.ParameterLength];
        var scenes = new Scenes(seed: 7);
        for (var step = 0; step < 250; step++)
        {
            for (var i = 0; i < Batch; i++) Encode(scenes.Next(), i, inputs, labels, targets);
            network.Gradient(inputs, labels, targets, gradient);
            adam.Step(network.Parameters, gradient);
        }

        // The network that detects has no second input and no losses, but the same tensors.
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        var detector = Yolo.Load(file);
        var precision = new MeanAveragePrecision();
        var output = new float[Yolo.OutputLength];
        for (var i = 0; i < 60; i++)
        {
            var scene = scenes.Next();
            detector.Forward(scene.Image, output);
            precision.AddImage(Decoder.Decode(output, scoreThreshold: 0.05f), [.. scene.Objects]);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"mean average precision at an overlap of 0.5: {precision.At(0.5f):F3}, at 0.75: {precision.At(0.75f):F3}");
        Assert.InRange(precision.At(0.5f), 0.9, 1);
    }

    private static void Put(float[] output, int row, int column, float[] values)
    {
        for (var channel = 0; channel < values.Length; channel++) output[(channel * Plane) + (row * Cells) + column] = values[channel];
    }

    private static void AssertBox(Box expected, Box actual)
    {
        Assert.Equal(expected.Left, actual.Left, 1e-4f);
        Assert.Equal(expected.Top, actual.Top, 1e-4f);
        Assert.Equal(expected.Right, actual.Right, 1e-4f);
        Assert.Equal(expected.Bottom, actual.Bottom, 1e-4f);
    }

    /// <summary>A scene as one sample: image and responsible cells; labels; centres, extents and whether there is an object.</summary>
    private static void Encode(Scene scene, int sample, float[] inputs, int[] labels, float[] targets)
    {
        var input = inputs.AsSpan(sample * YoloTraining.InputLength, YoloTraining.InputLength);
        scene.Image.CopyTo(input);
        var responsible = input[scene.Image.Length..];
        responsible.Clear();
        var label = labels.AsSpan(sample * Plane, Plane);
        label.Fill(-100);
        var target = targets.AsSpan(sample * 5 * Plane, 5 * Plane);
        target.Clear();
        foreach (var item in scene.Objects)
        {
            var (x, y) = ((item.Box.Left + item.Box.Right) / 2 / Stride, (item.Box.Top + item.Box.Bottom) / 2 / Stride);
            var cell = ((int)y * Cells) + (int)x;
            (responsible[cell], label[cell]) = (1, item.Label);
            (target[cell], target[Plane + cell]) = (x - (int)x, y - (int)y);
            (target[(2 * Plane) + cell], target[(3 * Plane) + cell]) = (MathF.Log(item.Box.Width / Anchor), MathF.Log(item.Box.Height / Anchor));
            target[(4 * Plane) + cell] = 1;
        }
    }
}
