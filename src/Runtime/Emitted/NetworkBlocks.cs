using System.ComponentModel;
using NetGen.Numerics;

namespace NetGen.Emitted;

/// <summary>The parameters and buffers of a network, and who may have changed them.</summary>
/// <remarks>Whoever has asked for the span of a block may write to it at any time, padding included, which kernels take for zeros.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NetworkBlocks
{
    private protected NetworkBlocks(NetworkInfo info, int seed)
    {
        ParameterMemory = new AlignedBuffer(info.ParameterLength);
        BufferMemory = new AlignedBuffer(info.BufferLength);
        ParameterBlock.Initialize(info, seed, ParameterMemory.Span, BufferMemory.Span);
    }

    /// <summary>The parameter block, for the caller to read and write.</summary>
    public Span<float> Parameters
    {
        get
        {
            ParametersAreOpen = true;
            return ParameterMemory.Span;
        }
    }

    /// <summary>The buffer block, for the caller to read and write.</summary>
    public Span<float> Buffers
    {
        get
        {
            BuffersAreOpen = true;
            return BufferMemory.Span;
        }
    }

    /// <summary>The parameter block.</summary>
    internal AlignedBuffer ParameterMemory { get; }

    /// <summary>The buffer block.</summary>
    internal AlignedBuffer BufferMemory { get; }

    /// <summary>Whether somebody has, or had, the span of the parameters.</summary>
    internal bool ParametersAreOpen { get; private set; }

    /// <summary>Whether somebody has, or had, the span of the buffers.</summary>
    internal bool BuffersAreOpen { get; private set; }

    /// <summary>Whether the parameters have been trained.</summary>
    internal bool IsTrained { get; private protected set; }

    /// <summary>Whether the parameters are known to be those of the last call.</summary>
    internal bool IsClosed => !ParametersAreOpen && !IsTrained;
}
