// The part of every network that does not depend on its layers. What does is behind TKernels, a struct: the JIT compiles the shell for it, so that its facts
// are constants and its kernels are called directly.
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using NetGen.Serialization;
using NetGen.Threading;

namespace NetGen.Emitted;

/// <summary>A network that infers: checks, parts of batches, scratch memory, threads, files.</summary>
/// <remarks>
/// Scratch memory of up to 1 MiB belongs to the thread, whichever network of the class it calls; larger memory, and such that keeps what was derived from
/// weights or is shared by threads, to the network, which lends it out.
/// </remarks>
/// <typeparam name="TKernels">What is specific to the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public class InferenceShell<TKernels> : NetworkBlocks
    where TKernels : struct, INetworkKernels
{
    /// <summary>Floats of scratch memory that a thread may keep until it ends: 1 MiB.</summary>
    private const long MostOfAThread = 256 * 1024;

    /// <summary>Floats of scratch memory for sequences that are computed together, if there are several: 16 MiB.</summary>
    private const long MostOfAGroup = 4 * 1024 * 1024;

    /// <summary>Floats of scratch memory for a block of steps: 256 KiB.</summary>
    private const int BlockLength = 64 * 1024;

    private static readonly string ForwardName = $"{TKernels.Info.Name}.Forward";

    // The workspace of a thread's calls of Forward without one.
    [ThreadStatic]
    private static NetworkWorkspace? t_workspace;

    // The same where networks lend workspaces out: as many as there have been callers at once, and one more at most.
    private readonly WorkspaceStore<NetworkWorkspace>? _workspaces = Lends ? new() : null;

    private int _threads = 1;

    /// <summary>A newly initialised network.</summary>
    /// <param name="seed">Chooses the parameters.</param>
    public InferenceShell(int seed)
        : base(TKernels.Info, seed)
    {
    }

    /// <summary>Threads that share a call, the caller's included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
        }
    }

    /// <summary>How messages call the number of samples, or of steps.</summary>
    private protected static string Samples => TKernels.Steps > 0 ? "T" : "N";

    private static bool KeepsDerived
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.SealOffset >= 0;
    }

    /// <summary>Whether long sequences are computed in blocks, each of which goes on where the one before it ended.</summary>
    private static bool Streams
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.CarriedByForward.Length > 0;
    }

    /// <summary>Steps of a block: such that scratch memory stays in the second-level cache, but enough for tiles of many rows.</summary>
    private static int StepsOfABlock
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Max(48, BlockLength / TKernels.ForwardMemory.PerSample);
    }

    /// <summary>Whether networks lend workspaces out; else each thread has one. A constant, and nothing of the other way compiled, where it is inlined: that is asked for.</summary>
    private static bool Lends
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => KeepsDerived || TKernels.IsForwardSplit || TKernels.ForwardMemory.NeedsWholeBatch || TKernels.ForwardMemory.LengthFor(TKernels.ForwardMemory.Chunk) > MostOfAThread;
    }

    /// <summary>The outputs of a batch, with a workspace of the thread or the network.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        var batch = BatchOf(input, output);
        var workspace = Lends ? _workspaces!.Take() : t_workspace;
        if (workspace is null || workspace.Capacity < RowsAtOnce(batch)) workspace = Renew(RowsAtOnce(batch));
        Run(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output), batch, workspace);
        if (Lends) _workspaces!.Give(workspace);
    }

    /// <summary>The outputs of a batch, with the caller's workspace.</summary>
    public void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (workspace.Networks != NetworkClass<TKernels>.Instance) ThrowWorkspace(workspace);
        var batch = BatchOf(input, output);
        workspace.Enter();
        try
        {
            Run(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output), batch, workspace);
            workspace.Remember(this, input);
        }
        finally
        {
            workspace.Leave();
        }
    }

    /// <summary>The outputs of several sequences, for networks with recurrences: the steps of many sequences are computed together.</summary>
    /// <param name="batch">The sequences, padded to the longest.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="output">Receives the outputs, padded alike, or one for each sequence.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the output overlaps what is read.</exception>
    public void Forward(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, Span<float> output)
    {
        var sequences = new SequenceBatch(ForwardName, lengths, TKernels.Steps);
        sequences.Check(batch.Length, TKernels.InputLength, nameof(batch));
        if (TKernels.YieldsSequences) sequences.CheckEach(output.Length, TKernels.OutputLength, nameof(output));
        else sequences.Check(output.Length, TKernels.OutputLength, nameof(output));
        sequences.Refuse(output, nameof(output), batch, nameof(batch));
        RefuseOutput("Forward", batch, output);
        if (sequences.Count == 0) return;
        var workspace = _workspaces!.Take() ?? Renew(1);
        var packing = workspace.Packing ??= new();
        packing.Order.Sort(lengths, sequences.Longest);
        var most = MostOfAGroup / Math.Max(1, TKernels.ForwardMemory.PerSample);
        for (var done = 0; done < sequences.Count;)
        {
            var order = packing.Order.Group(lengths, done, most, out var rows, out var steps);
            var x = packing.Input((long)steps * TKernels.InputLength);
            var y = packing.Output((long)(TKernels.YieldsSequences ? order.Length : steps) * TKernels.OutputLength);
            sequences.PackSteps(batch, TKernels.InputLength, order, rows, x);
            Run(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), steps, workspace, rows);
            if (TKernels.YieldsSequences) SequenceBatch.Unpack(y, TKernels.OutputLength, order, output);
            else sequences.UnpackSteps(y, TKernels.OutputLength, order, rows, output);
            done += order.Length;
        }

        _workspaces!.Give(workspace);
    }

    /// <summary>The outputs of the next steps of a stream.</summary>
    /// <param name="input">The steps, one or more.</param>
    /// <param name="output">Receives their outputs.</param>
    /// <param name="state">What the stream carries on.</param>
    public void Step(ReadOnlySpan<float> input, Span<float> output, NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Networks != NetworkClass<TKernels>.Instance) ThrowState(state);
        var steps = input.Length / TKernels.InputLength;
        if (steps == 0 || input.Length != (long)steps * TKernels.InputLength || output.Length != (TKernels.YieldsSequences ? 1 : (long)steps) * TKernels.OutputLength) ThrowSteps(input.Length, output.Length);
        RefuseOutput("Step", input, output);
        state.Enter();
        try
        {
            ClearPaddings();
            Advance(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output), steps, state);
        }
        finally
        {
            state.Leave();
        }
    }

    /// <summary>Some steps of a stream, in blocks.</summary>
    private void Advance(ref float x, ref float y, int steps, NetworkState state)
    {
        var block = RowsAtOnce(steps);
        for (int done = 0, n; done < steps; done += n)
        {
            n = Math.Min(block, steps - done);
            ref var w = ref state.MemoryFor(n);
            if (KeepsDerived) state.Prepare(this, TKernels.SealOffset);
            ref var p = ref ParameterMemory.Reference;
            ref var b = ref p;
            if (TKernels.BufferLength > 0) b = ref BufferMemory.Reference;
            // One output for all steps is that of the last block.
            TKernels.Forward(ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref y, TKernels.YieldsSequences ? 0 : (nint)done * TKernels.OutputLength), ref p, ref b, ref w, n);
            state.Carry();
            if (KeepsDerived) state.Keep(this);
        }
    }

    /// <summary>Writes a safetensors file.</summary>
    public void Save(string path) => Safetensors.Save(path, TKernels.Info, ParameterMemory.Span, BufferMemory.Span);

    /// <summary>Writes in safetensors format.</summary>
    public void Save(Stream stream) => Safetensors.Save(stream, TKernels.Info, ParameterMemory.Span, BufferMemory.Span);

    /// <summary>Reads a safetensors file.</summary>
    public void Load(string path) => Safetensors.Load(path, TKernels.Info, ParameterMemory.Span, BufferMemory.Span);

    /// <summary>Reads safetensors format.</summary>
    public void Load(Stream stream) => Safetensors.Load(stream, TKernels.Info, ParameterMemory.Span, BufferMemory.Span);

    /// <summary>Reads safetensors format.</summary>
    public void Load(ReadOnlySpan<byte> bytes) => Safetensors.Load(bytes, TKernels.Info, ParameterMemory.Span, BufferMemory.Span);

    /// <summary>Refuses to write into memory that is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static void Refuse(string method, ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<float> read, string readName)
    {
        if (written.Overlaps(read)) ThrowOverlap(method, writtenName, readName);
    }

    /// <summary>Refuses to write into memory that is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected static void Refuse(string method, ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<int> read, string readName)
    {
        if (MemoryMarshal.AsBytes(written).Overlaps(MemoryMarshal.AsBytes(read))) ThrowOverlap(method, writtenName, readName);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BatchOf(ReadOnlySpan<float> input, Span<float> output)
    {
        if (TKernels.Steps > 0) CheckSteps(input.Length);
        var batch = input.Length / TKernels.InputLength;
        if (input.Length != (long)batch * TKernels.InputLength || output.Length != (TKernels.YieldsSequences ? 1 : (long)batch) * TKernels.OutputLength) ThrowLengths(input.Length, output.Length);
        RefuseOutput("Forward", input, output);
        return batch;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RefuseOutput(string method, ReadOnlySpan<float> input, Span<float> output)
    {
        Refuse(method, output, "output", input, "input");
        if (SpanOverlap.IsIn(ParameterMemory, output)) ThrowOverlap(method, "output", "parameters");
        if (TKernels.BufferLength > 0 && SpanOverlap.IsIn(BufferMemory, output)) ThrowOverlap(method, "output", "buffers");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ClearPaddings()
    {
        if (TKernels.PaddingOfForward.Length > 0 && ParametersAreOpen) Paddings<TKernels>.Forward.Clear(ref ParameterMemory.Reference);
        if (TKernels.BufferLength > 0 && BuffersAreOpen) Paddings<TKernels>.Buffers.Clear(ref BufferMemory.Reference);
    }

    private void Run(ref float x, ref float y, int batch, NetworkWorkspace workspace, ReadOnlySpan<int> rows = default)
    {
        if (batch == 0) return;
        ClearPaddings();
        if (Streams && rows.IsEmpty && batch > StepsOfABlock)
        {
            // What is behind a block is not needed again: its memory stays in the cache.
            var stream = workspace.Stream ??= new OwnState();
            stream.Reset();
            Advance(ref x, ref y, batch, stream);
            return;
        }

        if (TKernels.ForwardMemory.NeedsWholeBatch) workspace.Reserve(batch);
        if (KeepsDerived) workspace.Prepare(this, TKernels.SealOffset);
        if (TKernels.IsForwardSplit && _threads is > 1 and var threads)
        {
            TeamOf(workspace, threads).Forward(
                this, MemoryMarshal.CreateReadOnlySpan(ref x, batch * TKernels.InputLength), MemoryMarshal.CreateSpan(ref y, batch * TKernels.OutputLength));
        }
        else
        {
            ref var p = ref ParameterMemory.Reference;
            ref var b = ref p;
            if (TKernels.BufferLength > 0) b = ref BufferMemory.Reference;
            ref var w = ref workspace.Memory.Reference;
            for (int done = 0, n; done < batch; done += n)
            {
                n = Math.Min(workspace.Capacity, batch - done);
                if (TKernels.ForwardMemory.HasSteps) StepTable.Write(ref w, TKernels.ForwardMemory, TKernels.StatesOfForward, n, rows);
                TKernels.Forward(ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref y, (nint)done * TKernels.OutputLength), ref p, ref b, ref w, n);
            }
        }

        if (KeepsDerived) workspace.Keep(this);
    }

    private static ForwardTeam<TKernels> TeamOf(NetworkWorkspace workspace, int threads)
    {
        if (workspace.Team is ForwardTeam<TKernels> known && known.Threads == threads) return known;
        workspace.Team?.End();
        var team = new ForwardTeam<TKernels>(workspace, threads);
        workspace.Team = team;
        return team;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NetworkWorkspace Renew(int batch)
    {
        var workspace = new OwnWorkspace(batch);
        if (!Lends) t_workspace = workspace;
        return workspace;
    }

    private static void CheckSteps(int input)
    {
        if (input == 0 || input > (long)TKernels.Steps * TKernels.InputLength || input % TKernels.InputLength != 0)
            Sequences.Check(TKernels.Info.Name, "Forward", input, TKernels.InputLength, TKernels.Steps);
    }

    [DoesNotReturn]
    private static void ThrowLengths(int input, int output) => throw new ArgumentException(
        TKernels.YieldsSequences
            ? $"{TKernels.Info.Name}.Forward needs T x {TKernels.InputLength} input values {TKernels.InputShape} of one sequence and {TKernels.OutputLength} output values, but got {input} and {output}."
            : $"{TKernels.Info.Name}.Forward needs {Samples} x {TKernels.InputLength} input values {TKernels.InputShape} and {Samples} x {TKernels.OutputLength} output values, but got {input} and {output}; {input / TKernels.InputLength} {(TKernels.Steps > 0 ? "steps" : "samples")} have {(long)(input / TKernels.InputLength) * TKernels.OutputLength} output values.");

    [DoesNotReturn]
    private static void ThrowSteps(int input, int output) => throw new ArgumentException(
        $"{TKernels.Info.Name}.Step needs k x {TKernels.InputLength} input values and {(TKernels.YieldsSequences ? "" : "k x ")}{TKernels.OutputLength} output values for k of 1 or more steps, but got {input} and {output}.");

    [DoesNotReturn]
    private static void ThrowState(NetworkState state) => throw new ArgumentException(
        $"{TKernels.Info.Name}.Step needs a state of {TKernels.Info.Name}, new {TKernels.Info.Name}.State(), but got one of {state.Network.Name}.", nameof(state));

    [DoesNotReturn]
    private protected static void ThrowOverlap(string method, string written, string read) => SpanOverlap.Throw($"{TKernels.Info.Name}.{method}", written, read);

    [DoesNotReturn]
    private static void ThrowWorkspace(NetworkWorkspace workspace) => throw new ArgumentException(
        $"{TKernels.Info.Name}.Forward needs a workspace of {TKernels.Info.Name}, as its CreateWorkspace makes, but got one of {workspace.Network.Name}.", nameof(workspace));

    /// <summary>Of how many rows there must be memory for a batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int RowsAtOnce(int batch) =>
        !TKernels.ForwardMemory.NeedsWholeBatch ? Math.Min(batch, TKernels.ForwardMemory.Chunk) : Streams ? Math.Min(batch, StepsOfABlock) : batch;

    private sealed class OwnState() : NetworkState(NetworkClass<TKernels>.Instance);

    private sealed class OwnWorkspace(int maxBatch) : NetworkWorkspace(NetworkClass<TKernels>.Instance, maxBatch);
}
