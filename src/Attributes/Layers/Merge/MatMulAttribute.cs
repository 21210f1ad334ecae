namespace NetGen;

/// <summary>Matrix product of two values: <c>y[…, i, j] = Σ x₁[…, i, k]·x₂[…, k, j]</c>, x₁ the layer above (or From).</summary>
/// <param name="others">The name of the right factor.</param>
/// <remarks>[M, K] and [K, N] become [M, N]; axes before the last two are aligned and broadcast. PyTorch: <c>matmul</c>.</remarks>
public sealed class MatMulAttribute(params string[] others) : LayerAttribute
{
    /// <summary>The name of the right factor.</summary>
    public string[] Others { get; } = others;

    /// <summary>Swaps the last two axes of the left factor. Default: <c>false</c>.</summary>
    public bool TransposeLeft { get; set; }

    /// <summary>Swaps the last two axes of the right factor. Default: <c>false</c>.</summary>
    public bool TransposeRight { get; set; }
}
