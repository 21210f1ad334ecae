using System.ComponentModel;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Emitted;

/// <summary>What a workspace has to know of the networks that it serves: those of one class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NetworkClass
{
    private protected NetworkClass()
    {
    }

    /// <summary>The facts of the networks.</summary>
    internal abstract NetworkInfo Info { get; }

    /// <summary>The scratch memory of a forward pass.</summary>
    internal abstract ProgramMemory ForwardMemory { get; }

    /// <summary>What a stream carries on: the offsets of a state and of its next value in the memory of each row, and their length, in turn.</summary>
    internal abstract ReadOnlySpan<int> Carried { get; }

    /// <summary>Whether the results of all layers of a sample fit into one array.</summary>
    internal abstract bool CanInspect { get; }

    /// <summary>What a layer yields for a batch, computed anew.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The batch.</param>
    /// <param name="layer">The layer's number.</param>
    /// <exception cref="ArgumentException">The values are more than an array can hold.</exception>
    internal abstract float[] Activation(NetworkBlocks network, ReadOnlySpan<float> input, int layer);
}

/// <summary>The class of networks that have these kernels.</summary>
/// <typeparam name="TKernels">The kernels.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NetworkClass<TKernels> : NetworkClass
    where TKernels : struct, INetworkKernels
{
    private NetworkClass()
    {
    }

    /// <summary>The only instance.</summary>
    public static readonly NetworkClass Instance = new NetworkClass<TKernels>();

    internal override NetworkInfo Info => TKernels.Info;

    internal override ProgramMemory ForwardMemory => TKernels.ForwardMemory;

    internal override ReadOnlySpan<int> Carried => TKernels.CarriedByForward;

    internal override bool CanInspect => TKernels.InspectMemory is not null;

    internal override float[] Activation(NetworkBlocks network, ReadOnlySpan<float> input, int layer)
    {
        Paddings<TKernels>.Clear(network);
        var plan = TKernels.InspectMemory!.Value;
        int length = LengthOf(Info.Layers[layer]), batch = input.Length / TKernels.InputLength;
        long offset = 0, allLength = 0;
        for (var i = 0; i < Info.Layers.Count; i++)
        {
            if (i == layer) offset = allLength;
            allLength += LengthOf(Info.Layers[i]);
        }

        var activations = Values(Info.Layers[layer].IsOfSequences ? 1 : batch, length);
        var n = plan.NeedsWholeBatch ? batch : 1;
        var all = Values(n, allLength);
        var memory = new AlignedBuffer(plan.LengthFor(n));
        for (var done = 0; done < batch; done += n)
        {
            if (plan.HasSteps) StepTable.Write(ref memory.Reference, plan, TKernels.StatesOfInspect, n, []);
            TKernels.Inspect(
                ref MemoryMarshal.GetReference(input[(done * TKernels.InputLength)..]), ref MemoryMarshal.GetArrayDataReference(all),
                ref network.ParameterMemory.Reference, ref network.BufferMemory.Reference, ref memory.Reference, n);
            for (var s = 0; s < Math.Min(n, activations.Length / length - done); s++) Array.Copy(all, (s * allLength) + offset, activations, (long)(done + s) * length, length);
        }

        return activations;
    }

    private static int LengthOf(LayerInfo layer) => (int)(layer.ActivationBytes / sizeof(float));

    private static float[] Values(int samples, long length) => samples * length > Array.MaxLength
        ? throw new ArgumentException($"{samples} samples of {length} values are more than an array can hold ({Array.MaxLength}); call Forward with fewer samples.")
        : new float[samples * length];
}
