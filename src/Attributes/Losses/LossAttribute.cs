namespace NetGen;

/// <summary>
/// Base of all losses. The loss of a batch is the reduction over its samples; several losses of one network are added, each times its
/// <see cref="Weight"/>. Losses that compare several values of the network name the further ones in their constructor:
/// <c>[TripletLoss("positive", "negative", On = "anchor")]</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    /// <summary>The output (or layer) the loss judges. Default: the network's output, the last one where there are several.</summary>
    public string? On { get; set; }

    /// <summary>The factor of this loss in the sum. Default: 1.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>How the values of a batch become one number. Default: <see cref="Reduction.Mean"/>.</summary>
    public Reduction Reduction { get; set; } = Reduction.Mean;
}
