using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Emitted;
using NetGen.Numerics;
using NetGen.Threading;

namespace NetGen;

/// <summary>Scratch memory of a network's forward pass. Each network has a class of its own for it; <see cref="INetwork.CreateWorkspace"/> makes one.</summary>
/// <remarks>
/// One caller at a time: a second one gets an <see cref="InvalidOperationException"/>. It serves any network of its class. A call through it copies the input, for
/// <see cref="Activation"/>.
/// </remarks>
public abstract class NetworkWorkspace
{
    private SingleCaller _caller;
    private float[] _input = [];
    private int _inputLength;
    private NetworkBlocks? _network;
    private NetworkBlocks? _derivedFrom;

    /// <summary>Memory for the networks of a class.</summary>
    /// <param name="networks">The class.</param>
    /// <param name="maxBatch">Samples it shall take at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or the memory is more than an array can hold.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected NetworkWorkspace(NetworkClass networks, int maxBatch)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBatch);
        Networks = networks;
        var plan = networks.ForwardMemory;
        Capacity = plan.NeedsWholeBatch ? Math.Max(maxBatch, 1) : Math.Clamp(maxBatch, 1, plan.Chunk);
        Memory = new AlignedBuffer(plan.LengthFor(Capacity));
    }

    /// <summary>Facts of the class of networks that can use it.</summary>
    public NetworkInfo Network => Networks.Info;

    /// <summary>Samples it takes at once.</summary>
    public int Capacity { get; private set; }

    /// <summary>The class of networks that can use it.</summary>
    internal NetworkClass Networks { get; }

    /// <summary>The scratch memory.</summary>
    internal AlignedBuffer Memory { get; private set; }

    /// <summary>What long sequences carry from block to block.</summary>
    internal NetworkState? Stream { get; set; }

    /// <summary>Memory of forward passes of several sequences.</summary>
    internal SequencePacking? Packing { get; set; }

    /// <summary>The threads that share the forward passes of its caller.</summary>
    internal ForwardTeam? Team { get; set; }

    /// <summary>What a layer yielded in the last forward pass with this workspace: batch × elements of its output, row-major.</summary>
    /// <remarks>Computed anew from the remembered input (the fast pass keeps no intermediate results), with the parameters as they are now; allocates.</remarks>
    /// <param name="layer">A layer of the network.</param>
    /// <exception cref="InvalidOperationException">No forward pass has used this workspace.</exception>
    /// <exception cref="ArgumentException">The layer is not of this network, or the values are more than an array can hold.</exception>
    /// <exception cref="NotSupportedException">The results of all layers of one sample together are more than an array can hold.</exception>
    public float[] Activation(LayerInfo layer)
    {
        if (!Networks.CanInspect)
            throw new NotSupportedException($"The results of all layers of one sample of {Network.Name} together need more memory than {int.MaxValue} floats and cannot be read; mark the layers of interest as outputs.");
        var index = NumberOf(layer);
        if (_network is null) throw new InvalidOperationException($"No forward pass of {Network.Name} has used this workspace yet.");
        Enter();
        try
        {
            return Networks.Activation(_network, _input.AsSpan(0, _inputLength), index);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes the workspace for a call.</summary>
    /// <exception cref="InvalidOperationException">Another call uses it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter() => _caller.EnterWorkspace();

    /// <summary>Gives it free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Leave() => _caller.Leave();

    /// <summary>Keeps the input of a call, for <see cref="Activation"/>.</summary>
    internal void Remember(NetworkBlocks network, ReadOnlySpan<float> input)
    {
        if (_input.Length < input.Length) _input = GC.AllocateUninitializedArray<float>(input.Length);
        input.CopyTo(_input);
        _inputLength = input.Length;
        _network = network;
    }

    /// <summary>Grows to take a whole batch.</summary>
    internal void Reserve(int batch)
    {
        if (batch <= Capacity) return;
        Memory = new AlignedBuffer(Networks.ForwardMemory.LengthFor(batch));
        Capacity = batch;
        _derivedFrom = null;
        Team?.End();
        Team = null;
    }

    /// <summary>Notes whether the tensors derived from weights belong to this network's: what was derived from weights that nobody else can write to holds for its next call.</summary>
    internal void Prepare(NetworkBlocks network, int sealOffset)
    {
        Fingerprint.Seal(ref Unsafe.Add(ref Memory.Reference, sealOffset), network.IsClosed && ReferenceEquals(_derivedFrom, network));
        _derivedFrom = null;
    }

    /// <summary>Notes whose weights the derived tensors belong to.</summary>
    internal void Keep(NetworkBlocks network) => _derivedFrom = network.IsClosed ? network : null;

    private int NumberOf(LayerInfo layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var layers = Network.Layers;
        for (var i = 0; i < layers.Count; i++)
            if (layers[i].Name == layer.Name) return i;
        throw new ArgumentException($"{Network.Name} has no layer '{layer.Name}'.", nameof(layer));
    }
}
