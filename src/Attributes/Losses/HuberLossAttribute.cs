namespace NetGen;

/// <summary>Quadratic near zero, linear beyond: <c>l = ½·(x − t)²</c> where |x − t| &lt; δ, otherwise <c>δ·(|x − t| − ½·δ)</c>.</summary>
/// <remarks>Targets have the output's shape. PyTorch: <c>HuberLoss</c>. Huber 1964.</remarks>
public sealed class HuberLossAttribute : LossAttribute
{
    /// <summary>Where the line begins. Default: <c>1</c>.</summary>
    public float Delta { get; set; } = 1;
}
