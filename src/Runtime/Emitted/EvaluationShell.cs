// Labels are checked and packed as floats, all labels of a sample before its real-valued targets; real-valued targets alone are read where the caller has them.
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;
using NetGen.Threading;

namespace NetGen.Emitted;

/// <summary>A network that has a loss.</summary>
/// <remarks>What its losses do not take is an empty span. Scratch memory and packed targets are one caller's at a time.</remarks>
/// <typeparam name="TKernels">What is specific to the network.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public class EvaluationShell<TKernels> : InferenceShell<TKernels>
    where TKernels : struct, ILossKernels
{
    private static readonly LabelInfo[] Slots = [.. TKernels.Info.Labels];

    private readonly double[] _masses = new double[TKernels.Masses.Length];
    private AlignedBuffer? _scratch;
    private AlignedBuffer? _packed;
    private SingleCaller _caller;

    /// <summary>A newly initialised network.</summary>
    /// <param name="seed">Chooses the parameters.</param>
    public EvaluationShell(int seed)
        : base(seed)
    {
    }

    private protected static int TargetLength => TKernels.LabelLength + TKernels.ValueLength;

    private protected AlignedBuffer ScratchMemory => _scratch!;

    /// <summary>The loss of a batch, in inference mode.</summary>
    /// <param name="input">The samples; the steps of sequences, where the network takes those.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="rows">How many sequences have each step, where a network with recurrences takes several; empty: one sequence.</param>
    public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<int> rows = default) =>
        Evaluate(input, labels, targets, JudgedOf(input.Length / TKernels.InputLength, rows), default, rows);

    /// <summary>The share of some samples in the loss of a batch.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="targets">Their targets.</param>
    /// <param name="total">Samples of the batch.</param>
    /// <param name="masses">What the labels of the batch weigh, loss by loss; empty: these labels are all.</param>
    public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses) =>
        Evaluate(input, labels, targets, total, masses, []);

    private float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int total, ReadOnlySpan<double> masses, ReadOnlySpan<int> rows)
    {
        var batch = BatchOf("Evaluate", input, labels, targets, rows);
        Enter("Evaluate");
        try
        {
            Paddings<TKernels>.Clear(this);
            ref var t = ref Pack(labels, targets, JudgedOf(batch, rows));
            ref var x = ref MemoryMarshal.GetReference(input);
            var part = TKernels.EvaluateMemory.PartOf(batch);
            ref var w = ref Scratch(TKernels.EvaluateMemory.LengthFor(part));
            SetMasses(ref w, TKernels.MassesOfEvaluate, MassesOf(labels, masses));
            var loss = 0f;
            for (int done = 0, n; done < batch; done += n)
            {
                n = Math.Min(part, batch - done);
                if (TKernels.EvaluateMemory.HasSteps) StepTable.Write(ref w, TKernels.EvaluateMemory, TKernels.StatesOfEvaluate, n, rows);
                loss += TKernels.Evaluate(
                    ref Unsafe.Add(ref x, (nint)done * TKernels.InputLength), ref Unsafe.Add(ref t, (nint)done * TargetLength),
                    ref ParameterMemory.Reference, ref BufferMemory.Reference, ref w, n, total);
            }

            return loss;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Adds what labels weigh, loss by loss. What is no class is refused when the labels are used.</summary>
    /// <param name="labels">Labels of whole samples.</param>
    /// <param name="masses">A sum for each loss that is a mean over labels.</param>
    public void AddMasses(ReadOnlySpan<int> labels, Span<double> masses)
    {
        for (var i = 0; i < TKernels.Masses.Length; i++)
        {
            var (slot, weights) = (Slots[TKernels.Masses[i].Labels], TKernels.Masses[i].Weights);
            // Negative labels are no classes.
            int classes = slot.Classes, ignored = slot.Ignored ?? -1;
            for (var sample = 0; sample < labels.Length; sample += TKernels.LabelLength)
            {
                foreach (var label in labels.Slice(sample + slot.Offset, slot.Length))
                    if (label != ignored && (uint)label < (uint)classes) masses[i] += weights is null ? 1 : weights[label];
            }
        }
    }

    /// <summary>Lets one caller in. <see cref="Leave"/> must follow, in a finally block.</summary>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    private protected void Enter(string method)
    {
        _caller.EnterTraining(TKernels.Info.Name, method);
    }

    /// <summary>Lets the next caller in.</summary>
    private protected void Leave() => _caller.Leave();

    /// <summary>The samples of a batch whose lengths fit.</summary>
    private protected static int BatchOf(string method, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<int> rows)
    {
        var batch = input.Length / TKernels.InputLength;
        long judged = JudgedOf(batch, rows);
        if (batch == 0 || input.Length != (long)batch * TKernels.InputLength || (TakesLabels && labels.Length != judged * TKernels.LabelLength)
            || (TakesValues && targets.Length != judged * TKernels.ValueLength)) ThrowTargets(method, input.Length, labels.Length, targets.Length);
        return batch;
    }

    /// <summary>How many outputs are judged: one for each sample or step, or one for each sequence.</summary>
    private protected static int JudgedOf(int batch, ReadOnlySpan<int> rows) => !TKernels.YieldsSequences ? batch : rows.IsEmpty ? 1 : rows[0];

    /// <summary>Refuses to write into what is read from the caller.</summary>
    private protected static void RefuseReads(string method, ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets)
    {
        Refuse(method, written, writtenName, input, "input");
        if (TakesLabels) Refuse(method, written, writtenName, labels, "labels");
        if (TakesValues) Refuse(method, written, writtenName, targets, "targets");
    }

    /// <summary>Where the targets of a batch stand, checked and packed.</summary>
    private protected ref float Pack(ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, int batch)
    {
        if (!TakesLabels) return ref MemoryMarshal.GetReference(targets);
        var length = (long)batch * TargetLength;
        if (_packed is null || _packed.Length < length) _packed = new AlignedBuffer(length);
        var packed = _packed.Span;
        for (var sample = 0; sample < batch; sample++)
        {
            foreach (var slot in Slots) PackLabels(slot, labels, packed, sample);
            if (TKernels.ValueLength > 0) targets.Slice(sample * TKernels.ValueLength, TKernels.ValueLength).CopyTo(packed[((sample * TargetLength) + TKernels.LabelLength)..]);
        }

        return ref _packed.Reference;
    }

    /// <summary>What the labels of the batch weigh: as the caller says, or all of these.</summary>
    private protected ReadOnlySpan<double> MassesOf(ReadOnlySpan<int> labels, ReadOnlySpan<double> given)
    {
        if (!given.IsEmpty || _masses.Length == 0) return given;
        Array.Clear(_masses);
        AddMasses(labels, _masses);
        return _masses;
    }

    /// <summary>Writes masses into scratch memory.</summary>
    private protected static void SetMasses(ref float workspace, ReadOnlySpan<int> places, ReadOnlySpan<double> masses)
    {
        for (var i = 0; i < places.Length; i += 2) Unsafe.Add(ref workspace, places[i]) = (float)masses[places[i + 1]];
    }

    private protected ref float Scratch(long length)
    {
        if (_scratch is null || _scratch.Length < length) _scratch = new AlignedBuffer(length);
        return ref _scratch.Reference;
    }

    private static bool TakesLabels => TKernels.LabelLength > 0;

    // Losses that compare values of the network with each other take targets of length 0.
    private static bool TakesValues => TKernels.ValueLength > 0 || TKernels.LabelLength == 0;

    private static void PackLabels(LabelInfo slot, ReadOnlySpan<int> labels, Span<float> packed, int sample)
    {
        var classes = slot.Classes;
        var to = packed.Slice((sample * TargetLength) + slot.Offset, slot.Length);
        var from = labels.Slice((sample * TKernels.LabelLength) + slot.Offset, to.Length);
        for (var i = 0; i < to.Length; i++)
        {
            var label = from[i];
            if ((uint)label >= (uint)classes && label != slot.Ignored) ThrowLabel(slot, labels, (sample * TKernels.LabelLength) + slot.Offset + i);
            to[i] = label;
        }
    }

    [DoesNotReturn]
    private static void ThrowLabel(LabelInfo slot, ReadOnlySpan<int> labels, int at) => throw new ArgumentException(
        $"Label {labels[at]} at {at} is not one of the classes 0 to {slot.Classes - 1}{(slot.Ignored is { } ignored ? $", nor {ignored}, which does not count" : "")}.", nameof(labels));

    [DoesNotReturn]
    private static void ThrowTargets(string method, int input, int labels, int targets)
    {
        var times = TKernels.YieldsSequences ? "" : $"{Samples} x ";
        var needed = string.Join(" and ", new[] { TakesLabels ? $"{times}{TKernels.LabelLength} labels" : "", TakesValues ? $"{times}{TKernels.ValueLength} target values" : "" }.Where(n => n.Length > 0));
        var got = string.Join(" and ", new[] { TakesLabels ? $"{labels}" : "", TakesValues ? $"{targets}" : "" }.Where(n => n.Length > 0));
        throw new ArgumentException($"{TKernels.Info.Name}.{method} needs {Samples} x {TKernels.InputLength} input values and {needed} with {Samples} of at least 1, but got {input} and {got}.");
    }
}
