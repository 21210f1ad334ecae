namespace NetGen;

/// <summary>How far two embeddings lie apart.</summary>
public enum Distance
{
    /// <summary><c>√Σ(a − b)²</c>.</summary>
    Euclidean = 0,

    /// <summary><c>Σ(a − b)²</c>.</summary>
    SquaredEuclidean = 1,

    /// <summary><c>Σ|a − b|</c>.</summary>
    Manhattan = 2,

    /// <summary><c>1 − a·b / (‖a‖·‖b‖)</c>.</summary>
    Cosine = 3,
}
