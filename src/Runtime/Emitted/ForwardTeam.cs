using System.Diagnostics.CodeAnalysis;
using NetGen.Numerics;
using NetGen.Threading;

namespace NetGen.Emitted;

/// <summary>Threads that share forward passes with a workspace. They cannot be handed the caller's spans: inputs and outputs go through memory of their own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A team that is collected ends its threads.")]
internal abstract class ForwardTeam(int threads) : ITeamWork
{
    private readonly Team _team = new(threads);

    /// <summary>The threads that were asked for.</summary>
    public int Threads => threads;

    public abstract void Run(Team team, int part);

    public void End() => _team.Dispose();

    protected void RunTogether() => _team.Run(this);
}

/// <inheritdoc/>
internal sealed class ForwardTeam<TKernels>(NetworkWorkspace workspace, int threads) : ForwardTeam(threads)
    where TKernels : struct, INetworkKernels
{
    private readonly AlignedBuffer _input = new((long)TKernels.InputLength * workspace.Capacity);
    private readonly AlignedBuffer _output = new((long)TKernels.OutputLength * workspace.Capacity);
    private NetworkBlocks? _network;
    private int _samples;

    public void Forward(NetworkBlocks network, ReadOnlySpan<float> input, Span<float> output)
    {
        _network = network;
        var batch = input.Length / TKernels.InputLength;
        for (var done = 0; done < batch; done += _samples)
        {
            _samples = Math.Min(workspace.Capacity, batch - done);
            input.Slice(done * TKernels.InputLength, _samples * TKernels.InputLength).CopyTo(_input.Span);
            RunTogether();
            _output.Span[..(_samples * TKernels.OutputLength)].CopyTo(output[(done * TKernels.OutputLength)..]);
        }

        _network = null;
    }

    public override void Run(Team team, int part) => TKernels.ForwardPart(
        ref _input.Reference, ref _output.Reference, ref _network!.ParameterMemory.Reference, ref _network.BufferMemory.Reference, ref workspace.Memory.Reference, _samples, team, part);
}
