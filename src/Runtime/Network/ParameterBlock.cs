using NetGen.Numerics;

namespace NetGen;

/// <summary>The blocks of floats in which a network keeps its parameters and buffers.</summary>
public static class ParameterBlock
{
    /// <summary>Fills the blocks of a new network: every tensor by its own initialiser, the padding with zeros.</summary>
    /// <remarks>
    /// A value depends on the seed, the tensor's name and the element's place in the canonical shape alone: neither on the layout nor on the other
    /// tensors, and it is the same on every machine.
    /// </remarks>
    /// <param name="info">The network.</param>
    /// <param name="seed">Chooses the values.</param>
    /// <param name="parameters">The parameter block.</param>
    /// <param name="buffers">The buffer block.</param>
    /// <exception cref="ArgumentException">A block has another length than the network's.</exception>
    public static void Initialize(NetworkInfo info, int seed, Span<float> parameters, Span<float> buffers)
    {
        info.RequireBlocks(parameters, buffers);
        parameters.Clear();
        buffers.Clear();
        var canonical = GC.AllocateUninitializedArray<float>(info.LargestElementCount);
        foreach (var parameter in info.Parameters) Fill(parameter, seed, canonical, parameters);
        foreach (var buffer in info.Buffers) Fill(buffer, seed, canonical, buffers);
    }

    private static void Fill(ParameterInfo tensor, int seed, float[] canonical, Span<float> block)
    {
        var values = canonical.AsSpan(0, tensor.Layout.ElementCount);
        tensor.Initializer.Fill(values, tensor.Layout.Extents, CounterRandom.Key(seed, tensor.Name));
        tensor.Layout.FromCanonical(values, block.Slice(tensor.Offset, tensor.Layout.Length));
    }
}
