using System.Collections.Immutable;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <summary>A parameter or buffer with its place in its block.</summary>
internal sealed record ParameterPlace(ParameterNode Node, Layout Layout, int Offset);

/// <summary>Everything the API file says.</summary>
internal sealed record ApiModel(
    NetworkSpec Spec,
    IReadOnlyList<Isa> Isas,
    IReadOnlyList<LayerCost> Layers,
    IReadOnlyList<ParameterPlace> Parameters,
    IReadOnlyList<ParameterPlace> Buffers,
    int ParameterLength,
    int BufferLength,
    IReadOnlyList<InputNode> Inputs,
    IReadOnlyList<(string Name, int Length)> Outputs,
    NetworkProgram Forward,
    NetworkProgram? Inspect,
    NetworkProgram? Evaluate,
    NetworkProgram? Gradient,
    BuiltNetwork? Training)
{
    /// <summary>The axis of the steps where samples are sequences: everything that is of a sample is then of a step.</summary>
    public NamedAxis? Time => Inputs[0].Around.FirstOrDefault(axis => axis != NamedAxis.Batch);

    /// <summary>Whether outputs and targets are those of samples or steps; else those of whole sequences.</summary>
    public bool YieldsSteps => Time is null || !Forward.Graph.Of(ResultKind.Output).Any(r => r.Node.Around.Count == 1);

    /// <summary>Whether a sequence can be computed step by step, as it arrives.</summary>
    public bool Streams => Time is not null && Forward.LayerAgainstSteps is null;

    public int InputLength => Inputs.Sum(i => (int)i.ElementCount);

    public int OutputLength => Outputs.Sum(o => o.Length);

    /// <summary>Class indices of one sample.</summary>
    public int LabelLength => Training?.LabelLength ?? 0;

    /// <summary>Real-valued targets of one sample.</summary>
    public int ValueLength => Training?.ValueLength ?? 0;

    public long ParameterCount => Parameters.Sum(p => p.Node.ElementCount);

    public long Macs => Layers.Sum(l => l.Macs);

    public long Flops => Layers.Sum(l => l.Flops);

    public int WorkspaceLength => Forward.Plan.FixedLength + Forward.Plan.SampleLength;

    /// <summary>Bytes of scratch memory of one sample's forward pass: what <c>[Budget]</c> limits and the summary says.</summary>
    public long WorkspaceBytes => (long)WorkspaceLength * sizeof(float);

    /// <summary>The numbers of the parameters whose padding the forward pass can notice: all its own, not those whose padding lanes end in lanes that are not stored.</summary>
    public IEnumerable<int> NoticedPadding
    {
        get
        {
            var noticed = PaddingReaders.Of(Forward.Plan.Graph).Select(p => p.Name).ToImmutableHashSet();
            return Enumerable.Range(0, Parameters.Count).Where(i => noticed.Contains(Parameters[i].Node.Name));
        }
    }
}
