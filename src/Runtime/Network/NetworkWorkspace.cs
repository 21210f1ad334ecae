using System.Runtime.CompilerServices;
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

    /// <summary>Facts of the class of networks that can use it.</summary>
    public abstract NetworkInfo Network { get; }

    /// <summary>Samples it takes at once.</summary>
    public abstract int Capacity { get; }

    /// <summary>The input of the last call.</summary>
    protected ReadOnlySpan<float> LastInput => _input.AsSpan(0, _inputLength);

    /// <summary>What a layer yielded in the last forward pass with this workspace: batch × elements of its output, row-major.</summary>
    /// <remarks>Computed anew from the remembered input (the fast pass keeps no intermediate results), with the parameters as they are now; allocates.</remarks>
    /// <param name="layer">A layer of the network.</param>
    /// <exception cref="InvalidOperationException">No forward pass has used this workspace.</exception>
    /// <exception cref="ArgumentException">The layer is not of this network, or the values are more than an array can hold.</exception>
    public abstract float[] Activation(LayerInfo layer);

    /// <summary>Takes the workspace for a call.</summary>
    /// <exception cref="InvalidOperationException">Another call uses it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Enter() => _caller.EnterWorkspace();

    /// <summary>Gives it free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Leave() => _caller.Leave();

    /// <summary>Keeps the input of a call, for <see cref="Activation"/>.</summary>
    /// <param name="input">The input.</param>
    protected void Remember(ReadOnlySpan<float> input)
    {
        if (_input.Length < input.Length) _input = GC.AllocateUninitializedArray<float>(input.Length);
        input.CopyTo(_input);
        _inputLength = input.Length;
    }

    /// <summary>The number of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The network has no such layer.</exception>
    protected int NumberOf(LayerInfo layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var layers = Network.Layers;
        for (var i = 0; i < layers.Count; i++)
            if (layers[i].Name == layer.Name) return i;
        throw new ArgumentException($"{Network.Name} has no layer '{layer.Name}'.", nameof(layer));
    }

    /// <summary>An array for the values of a layer.</summary>
    /// <param name="samples">Samples.</param>
    /// <param name="length">Values of one.</param>
    /// <exception cref="ArgumentException">They are more than an array can hold.</exception>
    protected static float[] Values(int samples, long length)
    {
        if (samples * length > Array.MaxLength) throw new ArgumentException($"{samples} samples of {length} values are more than an array can hold ({Array.MaxLength}); call Forward with fewer samples.");
        return new float[samples * length];
    }
}
