namespace NetGen.Metrics;

/// <summary>A box a detector found.</summary>
/// <param name="Box">Where.</param>
/// <param name="Label">The class it is said to be.</param>
/// <param name="Score">How sure the detector is.</param>
public readonly record struct Detection(Box Box, int Label, float Score);

/// <summary>A box that is really there.</summary>
/// <param name="Box">Where.</param>
/// <param name="Label">The class it is.</param>
/// <param name="IsDifficult">Neither finding nor missing it counts.</param>
public readonly record struct TrueBox(Box Box, int Label, bool IsDifficult = false);

/// <summary>How precision over recall becomes an average precision.</summary>
public enum PrecisionInterpolation
{
    /// <summary>The mean of the interpolated precision at recalls 0, 0.01, …, 1 (COCO).</summary>
    Points101,

    /// <summary>The mean of the interpolated precision at recalls 0, 0.1, …, 1 (VOC 2007).</summary>
    Points11,

    /// <summary>The area under the interpolated precision (VOC 2010 and later).</summary>
    Area,
}
