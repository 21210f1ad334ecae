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
        if (workspace is null || workspace.Capacity < (TKernels.ForwardMemory.NeedsWholeBatch ? batch : Math.Min(batch, TKernels.ForwardMemory.Chunk))) workspace = Renew(batch);
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
            ref var x = ref MemoryMarshal.GetReference(input);
            ref var y = ref MemoryMarshal.GetReference(output);
            var part = TKernels.ForwardMemory.NeedsWholeBatch ? steps : Math.Min(steps, TKernels.ForwardMemory.Chunk);
            for (int done = 0, n; done < steps; done += n)
            {
                n = Math.Min(part, steps - done);
                ref var w = ref state.MemoryFor(n);
                if (KeepsDerived) state.Prepare(this, TKernels.SealOffset);
                ref var p = ref ParameterMemory.Reference;
                ref var b = ref p;
                if (TKernels.BufferLength > 0) b = ref BufferMemory.Reference;
                TKernels.Forward(ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref y, (nint)done * TKernels.OutputLength), ref p, ref b, ref w, n);
                state.Carry();
                if (KeepsDerived) state.Keep(this);
            }
        }
        finally
        {
            state.Leave();
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

    private void Run(ref float x, ref float y, int batch, NetworkWorkspace workspace)
    {
        if (batch == 0) return;
        ClearPaddings();
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
                if (TKernels.ForwardMemory.HasSteps) StepTable.Write(ref w, TKernels.ForwardMemory, TKernels.StatesOfForward, n, []);
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

    private sealed class OwnWorkspace(int maxBatch) : NetworkWorkspace(NetworkClass<TKernels>.Instance, maxBatch);
}
