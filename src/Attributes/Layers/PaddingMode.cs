namespace NetGen;

/// <summary>What stands outside of a tensor's edge; PyTorch's <c>padding_mode</c>.</summary>
public enum PaddingMode
{
    /// <summary>Zeros, or the given constant: <c>0 0 | a b c | 0 0</c>.</summary>
    Zeros = 0,

    /// <summary>The values mirrored at the edge element, which is not repeated: <c>c b | a b c | b a</c>.</summary>
    Reflect = 1,

    /// <summary>The edge element repeated: <c>a a | a b c | c c</c>.</summary>
    Replicate = 2,

    /// <summary>The other end of the axis: <c>b c | a b c | a b</c>.</summary>
    Circular = 3,
}
