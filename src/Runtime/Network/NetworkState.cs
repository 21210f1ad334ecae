using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Emitted;
using NetGen.Numerics;
using NetGen.Serialization;
using NetGen.Threading;

namespace NetGen;

/// <summary>What a network of sequences carries from one step to the next while its input arrives step by step. Each network has a class of its own for it.</summary>
/// <remarks>
/// Any number of states, each of a stream of its own, can be used with one network, by any number of threads at once; a single state serves one caller at a time: a second one gets
/// an <see cref="InvalidOperationException"/>. A state belongs to the parameters it was computed with: after training, reset it.
/// </remarks>
public abstract class NetworkState
{
    private const string PositionName = "position";

    private readonly NetworkClass _networks;
    private readonly float[] _values;

    // The offsets of a state and of its next value in the memory of each row, and their length, in turn; and where the memory of rows begins.
    private readonly int[] _carried;
    private readonly int _fixed;
    private AlignedBuffer _memory;
    private SingleCaller _caller;
    private NetworkBlocks? _derivedFrom;

    // What is carried lies where the next call of as many steps reads it.
    private int _rows = 1;

    /// <summary>A state at the beginning of a stream.</summary>
    /// <param name="networks">The class of networks.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected NetworkState(NetworkClass networks)
    {
        ArgumentNullException.ThrowIfNull(networks);
        _networks = networks;
        _carried = networks.Carried.ToArray();
        _fixed = networks.ForwardMemory.Fixed;
        _values = new float[networks.Info.States.Sum(s => s.Layout.Length)];
        _memory = new AlignedBuffer(networks.ForwardMemory.LengthFor(1));
        Scatter();
    }

    /// <summary>Facts of the class of networks that can use it; <see cref="NetworkInfo.States"/> says what is carried.</summary>
    public NetworkInfo Network => _networks.Info;

    /// <summary>The steps that the stream has had.</summary>
    public long Position { get; private set; }

    /// <summary>The class of networks that can use it.</summary>
    internal NetworkClass Networks => _networks;

    /// <summary>Goes back to the beginning of a stream: everything that is carried is zero.</summary>
    /// <exception cref="InvalidOperationException">Another call uses the state.</exception>
    public void Reset()
    {
        Enter();
        Array.Clear(_values);
        Scatter();
        Position = 0;
        Leave();
    }

    /// <summary>Writes what is carried and the position as a safetensors file.</summary>
    /// <param name="stream">Where to, from its position on; it is left open and is not flushed.</param>
    /// <exception cref="InvalidOperationException">Another call uses the state.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Enter();
        try
        {
            Gather();
            Safetensors.Save(stream, Tensors(), _values, [], new() { [PositionName] = Position.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote: all of it or, where the file does not fit, nothing.</summary>
    /// <param name="stream">The file, from the stream's position to its end.</param>
    /// <exception cref="SafetensorsException">The file is broken, or not a state of this network.</exception>
    /// <exception cref="InvalidOperationException">Another call uses the state.</exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = AllBytes.Of(stream);
        Enter();
        try
        {
            Gather();
            var (_, metadata, _) = SafetensorsFile.ReadHeader(bytes);
            if (!metadata.TryGetValue(PositionName, out var text) || !long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var position))
                throw new SafetensorsException($"The file does not fit a state of {Network.Name}", ["it has no position: it is the file of a network, or of something else"]);
            Safetensors.Load(bytes, Tensors(), _values, []);
            Scatter();
            Position = position;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes over what another state of the class carries.</summary>
    /// <param name="other">The other state.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Take(NetworkState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other.Enter();
        other.Gather();
        other._values.CopyTo(_values, 0);
        Position = other.Position;
        other.Leave();
        Scatter();
    }

    /// <summary>Takes the state for a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter() => _caller.EnterState();

    /// <summary>Gives it free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Leave() => _caller.Leave();

    /// <summary>Scratch memory for so many rows, with what is carried where they begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float MemoryFor(int rows)
    {
        if (rows != _rows) Move(rows);
        return ref _memory.Reference;
    }

    /// <summary>Notes whether tensors derived from weights belong to this network's.</summary>
    internal void Prepare(NetworkBlocks network, int sealOffset)
    {
        Fingerprint.Seal(ref Unsafe.Add(ref _memory.Reference, sealOffset), network.IsClosed && ReferenceEquals(_derivedFrom, network));
        _derivedFrom = null;
    }

    /// <summary>Notes whose weights the derived tensors belong to.</summary>
    internal void Keep(NetworkBlocks network) => _derivedFrom = network.IsClosed ? network : null;

    /// <summary>Carries the values of the last row on to the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Carry()
    {
        ref var memory = ref Unsafe.Add(ref _memory.Reference, _fixed);
        var carried = _carried;
        for (var i = 0; i + 2 < carried.Length; i += 3)
        {
            var length = carried[i + 2];
            ref var from = ref Unsafe.Add(ref memory, ((nint)carried[i + 1] * _rows) + ((nint)(_rows - 1) * length));
            ref var to = ref Unsafe.Add(ref memory, (nint)carried[i] * _rows);
            StepTable.Copy(ref from, ref to, length);
        }

        Position += _rows;
    }

    private void Move(int rows)
    {
        Gather();
        var length = _networks.ForwardMemory.LengthFor(rows);
        if (_memory.Length < length)
        {
            _memory = new AlignedBuffer(length);
            _derivedFrom = null;
        }

        _rows = rows;
        Scatter();
    }

    private void Gather()
    {
        var carried = _carried;
        for (int i = 0, at = 0; i < carried.Length; at += carried[i + 2], i += 3) Place(carried[i], carried[i + 2]).CopyTo(_values.AsSpan(at));
    }

    private void Scatter()
    {
        var carried = _carried;
        for (int i = 0, at = 0; i < carried.Length; at += carried[i + 2], i += 3) _values.AsSpan(at, carried[i + 2]).CopyTo(Place(carried[i], carried[i + 2]));
        if (_networks.ForwardMemory.HasSteps) StepTable.Write(ref _memory.Reference, _networks.ForwardMemory, [], _rows, []);
    }

    private Span<float> Place(int offset, int length) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _memory.Reference, _fixed + ((nint)offset * _rows)), length);

    /// <summary>The values as the parameters of a network, which files are made of.</summary>
    private NetworkInfo Tensors() => new()
    {
        Name = $"{Network.Name}.State",
        InputLength = 0,
        OutputLength = 0,
        TargetLength = 0,
        ParameterCount = Network.States.Sum(s => (long)s.Layout.ElementCount),
        ParameterLength = _values.Length,
        BufferLength = 0,
        ForwardMacs = 0,
        ForwardFlops = 0,
        WorkspaceLength = 0,
        Layers = [],
        Parameters = Network.States,
        Buffers = [],
    };
}
