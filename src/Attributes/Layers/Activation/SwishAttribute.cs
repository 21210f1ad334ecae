namespace NetGen;

/// <summary><c>y = x·sigmoid(β·x)</c>.</summary>
/// <remarks>Element by element; the shape stays. Ramachandran et al. 2017. With β = 1 the same as <see cref="SiluAttribute"/>.</remarks>
public sealed class SwishAttribute : LayerAttribute
{
    /// <summary>The factor β. Default: <c>1</c>.</summary>
    public float Beta { get; set; } = 1;
}
