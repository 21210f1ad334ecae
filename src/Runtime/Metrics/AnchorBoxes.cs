namespace NetGen.Metrics;

/// <summary>Reference boxes of a detector: laid out over a feature map, matched with true boxes, and the offsets between the two.</summary>
public static class AnchorBoxes
{
    /// <summary>
    /// Boxes around the centre of every cell of a feature map, in units of the image: cell by cell in row-major order, in each cell every size
    /// with every ratio, sizes outermost.
    /// </summary>
    /// <param name="rows">Rows of the feature map.</param>
    /// <param name="columns">Columns of the feature map.</param>
    /// <param name="stride">Pixels of the image per cell.</param>
    /// <param name="sizes">Roots of the areas, in pixels.</param>
    /// <param name="ratios">Widths over heights: width = size·√ratio, height = size/√ratio.</param>
    /// <remarks>Ren et al. 2015, "Faster R-CNN", section 3.1.1.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Box[] Grid(int rows, int columns, float stride, ReadOnlySpan<float> sizes, ReadOnlySpan<float> ratios)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        RequirePositive(sizes, nameof(sizes));
        RequirePositive(ratios, nameof(ratios));
        var boxes = new List<Box>(checked(rows * columns * sizes.Length * ratios.Length));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var (x, y) = ((column + 0.5f) * stride, (row + 0.5f) * stride);
                foreach (var size in sizes)
                    foreach (var ratio in ratios) boxes.Add(Box.FromCentre(x, y, size * MathF.Sqrt(ratio), size / MathF.Sqrt(ratio)));
            }
        }

        return [.. boxes];
    }

    /// <summary>
    /// Boxes around the centre of every pixel in units of the whole image [0, 1]: per pixel the first ratio with every size, then the first size
    /// with every other ratio. A ratio is width over height in pixels.
    /// </summary>
    /// <remarks>Liu et al. 2016, "SSD: Single Shot MultiBox Detector", with the saving of combinations of Zhang et al., "Dive into Deep Learning",
    /// chapter 14.4.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public static Box[] Prior(int rows, int columns, ReadOnlySpan<float> sizes, ReadOnlySpan<float> ratios)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        RequirePositive(sizes, nameof(sizes));
        RequirePositive(ratios, nameof(ratios));
        var shapes = new List<(float Size, float Ratio)>();
        foreach (var size in sizes) shapes.Add((size, ratios[0]));
        foreach (var ratio in ratios[1..]) shapes.Add((sizes[0], ratio));
        var boxes = new Box[checked(rows * columns * shapes.Count)];
        for (var i = 0; i < boxes.Length; i++)
        {
            var (cell, (size, ratio)) = (i / shapes.Count, shapes[i % shapes.Count]);
            // A size is a share of the height; the width of a square in pixels is the smaller share, rows/columns, of a wide image.
            var width = size * MathF.Sqrt(ratio) * rows / columns;
            boxes[i] = Box.FromCentre(((cell % columns) + 0.5f) / columns, ((cell / columns) + 0.5f) / rows, width, size / MathF.Sqrt(ratio));
        }

        return boxes;
    }

    /// <summary>
    /// The true box of every anchor, or −1: each true box gets the anchor that overlaps it most (greedily, best pair first), every other anchor
    /// the true box it overlaps most if the overlap is at least <paramref name="iouThreshold"/>.
    /// </summary>
    public static int[] Match(ReadOnlySpan<Box> anchors, ReadOnlySpan<Box> truths, float iouThreshold = 0.5f)
    {
        var match = new int[anchors.Length];
        Array.Fill(match, -1);
        var pairs = new List<(float IoU, int Anchor, int Truth)>();
        for (var a = 0; a < anchors.Length; a++)
        {
            var best = 0f;
            for (var t = 0; t < truths.Length; t++)
            {
                var iou = anchors[a].IoU(truths[t]);
                if (iou <= 0) continue;
                pairs.Add((iou, a, t));
                if (iou >= iouThreshold && iou > best) (best, match[a]) = (iou, t);
            }
        }

        // Ties go to the earlier anchor, then to the earlier true box: the order of equal pairs must not depend on the sort.
        pairs.Sort((p, q) => (-p.IoU, p.Anchor, p.Truth).CompareTo((-q.IoU, q.Anchor, q.Truth)));
        var (takenAnchors, takenTruths) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (_, anchor, truth) in pairs)
        {
            if (takenAnchors.Contains(anchor) || takenTruths.Contains(truth)) continue;
            takenAnchors.Add(anchor);
            takenTruths.Add(truth);
            match[anchor] = truth;
        }

        return match;
    }

    /// <summary>
    /// What a detector learns: (Δx/w, Δy/h, log(w'/w), log(h'/h)), the centres' distance in units of the anchor and the logarithm of the extents'
    /// ratio, divided by the given variances.
    /// </summary>
    public static (float X, float Y, float Width, float Height) Encode(Box anchor, Box truth, float centreVariance = 0.1f, float sizeVariance = 0.2f)
    {
        var dx = Middle(truth.Left, truth.Right) - Middle(anchor.Left, anchor.Right);
        var dy = Middle(truth.Top, truth.Bottom) - Middle(anchor.Top, anchor.Bottom);
        return (
            dx / anchor.Width / centreVariance, dy / anchor.Height / centreVariance,
            MathF.Log(truth.Width / anchor.Width) / sizeVariance, MathF.Log(truth.Height / anchor.Height) / sizeVariance);
    }

    /// <summary>The box that an offset from an anchor means; undoes <see cref="Encode"/>.</summary>
    public static Box Decode(Box anchor, (float X, float Y, float Width, float Height) offset, float centreVariance = 0.1f, float sizeVariance = 0.2f)
        => Box.FromCentre(
            Middle(anchor.Left, anchor.Right) + (offset.X * centreVariance * anchor.Width),
            Middle(anchor.Top, anchor.Bottom) + (offset.Y * centreVariance * anchor.Height),
            anchor.Width * MathF.Exp(offset.Width * sizeVariance),
            anchor.Height * MathF.Exp(offset.Height * sizeVariance));

    private static float Middle(float a, float b) => (a + b) / 2;

    private static void RequirePositive(ReadOnlySpan<float> values, string name)
    {
        if (values.IsEmpty) throw new ArgumentException("There must be at least one value.", name);
        foreach (var value in values) if (!(value > 0)) throw new ArgumentOutOfRangeException(name, value, "All values must be positive.");
    }
}
