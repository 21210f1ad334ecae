using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using NetGen.Threading;
using NetGen.Training;

namespace NetGen.Emitted;

/// <summary>A network that can be trained.</summary>
/// <typeparam name="TKernels">What is specific to the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1001", Justification = "A team that is collected ends its threads.")]
public sealed class TrainingShell<TKernels> : EvaluationShell<TKernels>, ITrainingShell
    where TKernels : struct, ITrainingKernels
{
    private AlignedBuffer? _gradient;
    private Team? _team;
    private ITeamWork? _work;

    /// <summary>A newly initialised network.</summary>
    /// <param name="seed">Chooses the parameters and what random layers draw.</param>
    public TrainingShell(int seed)
        : base(seed) => RandomSeed = seed;

    /// <summary>The seed of random layers.</summary>
    public int RandomSeed { get; set; }

    /// <summary>The number of the next step: each part of a batch takes a step of its own, because random masks are numbered within a call.</summary>
    public uint RandomStep { get; set; }

    /// <summary>Losses that are means over labels.</summary>
    public int MassCount => TKernels.Masses.Length;

    /// <summary>Whether there is no other loss.</summary>
    public bool CountsLabelsOnly => TKernels.CountsLabelsOnly;

    /// <summary>Memory for a gradient.</summary>
    internal AlignedBuffer GradientMemory => _gradient ??= new AlignedBuffer(ParameterMemory.Length);

    /// <summary>The loss of a batch, in training mode, and its gradient.</summary>
    /// <param name="input">The samples; the steps of sequences, where the network takes those.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="gradient">Receives the gradient, overwritten.</param>
    /// <param name="rows">How many sequences have each step, where a network with recurrences takes several; empty: one sequence.</param>
    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradient, ReadOnlySpan<int> rows = default) =>
        Gradient(input, labels, targets, JudgedOf(input.Length / TKernels.InputLength, rows), default, gradient, rows);

    /// <summary>The share of some samples in the loss of a batch, and the gradient of that share.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="total">Samples of the batch.</param>
    /// <param name="masses">What the labels of the batch weigh, loss by loss; empty: these labels are all.</param>
    /// <param name="gradient">Receives the gradient, overwritten.</param>
    public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, Span<float> gradient) =>
        Gradient(input, labels, targets, total, masses, gradient, []);

    private float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, Span<float> gradient, ReadOnlySpan<int> rows)
    {
        var batch = BatchOf("Gradient", input, labels, targets, rows);
        if (gradient.Length != ParameterMemory.Length)
            throw new ArgumentException($"The gradient has {gradient.Length} values, but the parameter block has {ParameterMemory.Length}.", nameof(gradient));
        RefuseReads("Gradient", gradient, "gradient", input, labels, targets);
        Refuse("Gradient", gradient, "gradient", ParameterMemory.Span, "parameters");
        if (TKernels.BufferLength > 0)
        {
            Refuse("Gradient", gradient, "gradient", BufferMemory.Span, "buffers");
            RefuseReads("Gradient", BufferMemory.Span, "buffers", input, labels, targets);
        }

        Enter("Gradient");
        try
        {
            Paddings<TKernels>.Clear(this);
            gradient.Clear();
            ref var g = ref MemoryMarshal.GetReference(gradient);
            var sink = default(GradientSum);
            return BatchFor(input, labels, targets, batch, total, masses, rows).Run(ref g, ref g, ref sink);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>One step of training.</summary>
    /// <param name="input">The samples; the steps of sequences, where the network takes those.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="optimizer">Moves the parameters.</param>
    /// <param name="rows">How many sequences have each step, where a network with recurrences takes several; empty: one sequence.</param>
    public float Train(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Optimizer optimizer, ReadOnlySpan<int> rows = default)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var batch = BatchOf("Train", input, labels, targets, rows);
        RefuseReads("Train", ParameterMemory.Span, "parameters", input, labels, targets);
        if (TKernels.BufferLength > 0) RefuseReads("Train", BufferMemory.Span, "buffers", input, labels, targets);
        Enter("Train");
        try
        {
            Paddings<TKernels>.Clear(this);
            IsTrained = true;
            return optimizer.Train(ParameterMemory.Span, GradientMemory.Span, BatchFor(input, labels, targets, batch, JudgedOf(batch, rows), default, rows));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Scratch memory for one part of a batch.</summary>
    internal ref float ScratchFor(int part, ReadOnlySpan<double> masses)
    {
        ref var w = ref Scratch(TKernels.GradientMemory.LengthFor(part));
        SetMasses(ref w, TKernels.MassesOfGradient, masses);
        return ref w;
    }

    /// <summary>What the next part of a batch draws its random numbers with.</summary>
    internal uint NextStep() => LaneRandom.Step(RandomSeed, unchecked(RandomStep++));

    /// <summary>The scratch memory that is in use.</summary>
    internal ref float ScratchInUse => ref ScratchMemory.Reference;

    /// <summary>The threads that share a step.</summary>
    internal Team Team
    {
        get
        {
            if (_team is null || _team.Size != Math.Min(Threads, Environment.ProcessorCount))
            {
                _team?.Dispose();
                _team = new Team(Threads);
            }

            return _team;
        }
    }

    /// <summary>What they do, for one kind of sink.</summary>
    internal TrainingTeamWork<TKernels, TSink> WorkFor<TSink>()
        where TSink : struct, IGradientSink
    {
        if (_work is TrainingTeamWork<TKernels, TSink> known) return known;
        var work = new TrainingTeamWork<TKernels, TSink>(this);
        _work = work;
        return work;
    }

    private TrainingBatch<TKernels> BatchFor(
        ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int batch, int total, ReadOnlySpan<double> masses, ReadOnlySpan<int> rows) =>
        new(this, input, ref Pack(labels, targets, JudgedOf(batch, rows)), batch, total, MassesOf(labels, masses), rows);
}
