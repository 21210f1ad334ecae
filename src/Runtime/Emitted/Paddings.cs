namespace NetGen.Emitted;

/// <summary>Where the blocks of a class of networks have padding, found at the first call behind an access to a block.</summary>
internal static class Paddings<TKernels>
    where TKernels : struct, INetworkKernels
{
    /// <summary>The padding of the parameters.</summary>
    public static readonly BlockPadding Parameters = Of(TKernels.Info.ParameterLength, TKernels.Info.Parameters);

    /// <summary>That part of it which the forward pass reads.</summary>
    public static readonly BlockPadding Forward = new(TKernels.Info.ParameterLength, TKernels.Info.Parameters, TKernels.PaddingOfForward);

    /// <summary>The padding of the buffers.</summary>
    public static readonly BlockPadding Buffers = Of(TKernels.Info.BufferLength, TKernels.Info.Buffers);

    /// <summary>Clears the padding of the blocks that the caller may have written to.</summary>
    public static void Clear(NetworkBlocks network)
    {
        if (network.ParametersAreOpen) Parameters.Clear(ref network.ParameterMemory.Reference);
        if (network.BuffersAreOpen) Buffers.Clear(ref network.BufferMemory.Reference);
    }

    private static BlockPadding Of(int length, IReadOnlyList<ParameterInfo> tensors)
    {
        long elements = 0;
        foreach (var tensor in tensors) elements += tensor.Layout.ElementCount;
        return elements == length ? new BlockPadding(0, []) : new BlockPadding(length, tensors);
    }
}
