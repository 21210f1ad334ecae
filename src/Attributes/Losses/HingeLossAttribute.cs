namespace NetGen;

/// <summary>Margin of a binary decision: <c>l = max(0, margin − t·x)</c>.</summary>
/// <remarks>Targets are −1 or 1, of the output's shape. Keras: <c>Hinge</c>, <c>SquaredHinge</c>.</remarks>
public sealed class HingeLossAttribute : LossAttribute
{
    /// <summary>The margin. Default: <c>1</c>.</summary>
    public float Margin { get; set; } = 1;

    /// <summary>Squares each value. Default: <c>false</c>.</summary>
    public bool Squared { get; set; }
}
