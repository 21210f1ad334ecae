namespace NetGen;

/// <summary>Quadratic near zero, linear beyond: <c>l = ½·(x − t)²/β</c> where |x − t| &lt; β, otherwise <c>|x − t| − ½·β</c>.</summary>
/// <remarks>Targets have the output's shape. PyTorch: <c>SmoothL1Loss</c>. Girshick 2015.</remarks>
public sealed class SmoothL1LossAttribute : LossAttribute
{
    /// <summary>Where the line begins. Default: <c>1</c>.</summary>
    public float Beta { get; set; } = 1;
}
