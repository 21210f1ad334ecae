using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Training;

namespace NetGen.Emitted;

/// <summary>A batch, or some samples of one of <paramref name="total"/>, on its way through a network.</summary>
/// <typeparam name="TKernels">What is specific to the network.</typeparam>
internal readonly ref struct TrainingBatch<TKernels>(
    TrainingShell<TKernels> network, ReadOnlySpan<float> input, ref float targets, int batch, int total, ReadOnlySpan<double> masses, ReadOnlySpan<int> rows) : ITrainingStep
    where TKernels : struct, ITrainingKernels
{
    private readonly ReadOnlySpan<float> _input = input;
    private readonly ref float _targets = ref targets;
    private readonly ReadOnlySpan<double> _masses = masses;
    private readonly ReadOnlySpan<int> _rows = rows;

    /// <inheritdoc/>
    public bool IsWhole => TKernels.GradientMemory.NeedsWholeBatch || batch <= TKernels.GradientMemory.Chunk;

    /// <inheritdoc/>
    public ReadOnlySpan<int> Apart => TKernels.GradientApart;

    /// <inheritdoc/>
    public float Run<TSink>(ref float target, ref float gradient, ref TSink sink)
        where TSink : struct, IGradientSink
    {
        var part = TKernels.GradientMemory.PartOf(batch);
        ref var w = ref network.ScratchFor(part, _masses);
        if (TKernels.IsGradientSplit && network.Threads > 1) return RunTogether(part, ref gradient, ref sink);
        ref var x = ref MemoryMarshal.GetReference(_input);
        ref var t = ref _targets;
        var loss = 0f;
        for (int done = 0, n; done < batch; done += n)
        {
            n = Math.Min(part, batch - done);
            if (TKernels.GradientMemory.HasSteps) StepTable.Write(ref w, TKernels.GradientMemory, TKernels.StatesOfGradient, n, _rows);
            loss += TKernels.Gradient(
                ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref t, (nint)done * TargetLength),
                ref network.ParameterMemory.Reference, ref network.BufferMemory.Reference, ref target, ref gradient, ref w, n, total, network.NextStep(), ref sink);
        }

        return loss;
    }

    private static int TargetLength => TKernels.LabelLength + TKernels.ValueLength;

    // The threads cannot be handed the caller's gradient: it goes through memory of the network.
    private float RunTogether<TSink>(int part, ref float gradient, ref TSink sink)
        where TSink : struct, IGradientSink
    {
        ref var x = ref MemoryMarshal.GetReference(_input);
        ref var t = ref _targets;
        var memory = network.GradientMemory;
        var isOwn = Unsafe.AreSame(ref gradient, ref memory.Reference);
        if (!isOwn) memory.Span.Clear();
        var team = network.Team;
        var work = network.WorkFor<TSink>();
        var loss = 0f;
        for (int done = 0, n; done < batch; done += n)
        {
            n = Math.Min(part, batch - done);
            loss += work.Run(team, ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref t, (nint)done * TargetLength), n, total, ref sink);
        }

        if (!isOwn) memory.Span.CopyTo(MemoryMarshal.CreateSpan(ref gradient, memory.Length));
        return loss;
    }
}
