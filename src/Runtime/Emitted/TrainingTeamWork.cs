using System.Runtime.InteropServices;
using NetGen.Numerics;
using NetGen.Threading;
using NetGen.Training;

namespace NetGen.Emitted;

/// <summary>A part of a batch that several threads take through a network. They cannot be handed the caller's spans.</summary>
internal sealed class TrainingTeamWork<TKernels, TSink>(TrainingShell<TKernels> network) : ITeamWork
    where TKernels : struct, ITrainingKernels
    where TSink : struct, IGradientSink
{
    private AlignedBuffer _input = new(0);
    private AlignedBuffer _targets = new(0);
    private TSink _sink;
    private int _samples, _total;
    private uint _step;
    private float _loss;

    private static int TargetLength => TKernels.LabelLength + TKernels.ValueLength;

    public float Run(Team team, ref float input, ref float targets, int samples, int total, ref TSink sink)
    {
        if (_input.Length < (long)samples * TKernels.InputLength) (_input, _targets) = (new AlignedBuffer((long)samples * TKernels.InputLength), new AlignedBuffer((long)samples * TargetLength));
        MemoryMarshal.CreateReadOnlySpan(ref input, samples * TKernels.InputLength).CopyTo(_input.Span);
        MemoryMarshal.CreateReadOnlySpan(ref targets, samples * TargetLength).CopyTo(_targets.Span);
        (_sink, _samples, _total, _step) = (sink, samples, total, network.NextStep());
        team.Run(this);
        return _loss;
    }

    public void Run(Team team, int part)
    {
        ref var gradient = ref network.GradientMemory.Reference;
        ref var target = ref (TSink.Updates ? ref network.ParameterMemory.Reference : ref gradient);
        var loss = TKernels.GradientPart(
            ref _input.Reference, ref _targets.Reference, ref network.ParameterMemory.Reference, ref network.BufferMemory.Reference, ref target, ref gradient,
            ref network.ScratchInUse, _samples, _total, _step, ref _sink, team, part);
        if (part == 0) _loss = loss;
    }
}
