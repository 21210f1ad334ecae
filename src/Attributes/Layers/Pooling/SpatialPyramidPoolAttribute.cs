namespace NetGen;

/// <summary>Pools to several grids and joins the results, so that inputs of any extent give a vector of one length.</summary>
/// <param name="bins">The grids' extents, for example 4, 2, 1.</param>
/// <remarks>
/// [C, H, W] becomes [C·Σ bins²]: for each b of the bins an adaptive pooling to b×b, flattened, in the given order. He et al. 2014.
/// </remarks>
public sealed class SpatialPyramidPoolAttribute(params int[] bins) : LayerAttribute
{
    /// <summary>The grids' extents, for example 4, 2, 1.</summary>
    public int[] Bins { get; } = bins;

    /// <summary>Takes the mean of each window instead of the maximum. Default: <c>false</c>.</summary>
    public bool Average { get; set; }
}
