using NetGen.Metrics;

namespace NetGen.Networks;

/// <summary>From the output of <see cref="Yolo"/> to boxes in pixels.</summary>
/// <param name="cells">Rows and columns of the grid.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="stride">Pixels from one cell to the next.</param>
/// <param name="anchor">The extent, in pixels, that an output of 0 means.</param>
public sealed class YoloDecoder(int cells, int classes, float stride, float anchor)
{
    /// <summary>The boxes of one image, best first: those that are sure enough, of those of one class that overlap the surest.</summary>
    public Detection[] Decode(ReadOnlySpan<float> output, float scoreThreshold = 0.5f, float iouThreshold = 0.5f)
    {
        var plane = cells * cells;
        if (output.Length != (5 + classes) * plane) throw new ArgumentException($"{output.Length} values are not {5 + classes} planes of {cells} x {cells} cells.", nameof(output));
        var (boxes, labels, scores) = (new Box[plane], new int[plane], new float[plane]);
        for (var cell = 0; cell < plane; cell++)
        {
            var (x, y) = ((cell % cells) + Sigmoid(output[cell]), (cell / cells) + Sigmoid(output[plane + cell]));
            boxes[cell] = Box.FromCentre(x * stride, y * stride, anchor * MathF.Exp(output[(2 * plane) + cell]), anchor * MathF.Exp(output[(3 * plane) + cell]));
            (labels[cell], var probability) = Likeliest(output[(5 * plane)..], cell, plane);
            scores[cell] = Sigmoid(output[(4 * plane) + cell]) * probability;
        }

        return [.. NonMaximumSuppression.Select(boxes, scores, iouThreshold, scoreThreshold, classes: labels).Select(i => new Detection(boxes[i], labels[i], scores[i]))];
    }

    /// <summary>The class with the highest score in a cell, and its probability: the softmax over the classes.</summary>
    private (int Label, float Probability) Likeliest(ReadOnlySpan<float> scores, int cell, int plane)
    {
        var best = 0;
        for (var label = 1; label < classes; label++) if (scores[(label * plane) + cell] > scores[(best * plane) + cell]) best = label;
        var sum = 0f;
        for (var label = 0; label < classes; label++) sum += MathF.Exp(scores[(label * plane) + cell] - scores[(best * plane) + cell]);
        return (best, 1 / sum);
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
