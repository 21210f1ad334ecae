namespace NetGen.Metrics;

/// <summary>An axis-parallel rectangle by its corners, in any unit.</summary>
/// <param name="Left">Smallest x.</param>
/// <param name="Top">Smallest y.</param>
/// <param name="Right">Largest x.</param>
/// <param name="Bottom">Largest y.</param>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Its width, 0 if the corners are the wrong way round.</summary>
    public float Width => Math.Max(0, Right - Left);

    /// <summary>Its height, 0 if the corners are the wrong way round.</summary>
    public float Height => Math.Max(0, Bottom - Top);

    /// <summary>Width times height.</summary>
    public float Area => Width * Height;

    /// <summary>A rectangle by its centre and its extents.</summary>
    public static Box FromCentre(float x, float y, float width, float height)
        => new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    /// <summary>Intersection over union with another rectangle, |A ∩ B|/|A ∪ B|; 0 if both are empty.</summary>
    public float IoU(Box other)
    {
        var (left, top) = (Math.Max(Left, other.Left), Math.Max(Top, other.Top));
        var (right, bottom) = (Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
        var intersection = new Box(left, top, right, bottom).Area;
        var union = Area + other.Area - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
