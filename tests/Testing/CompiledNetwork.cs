// The only file that knows how emitted classes are called.
using System.Reflection;
using System.Runtime.InteropServices;
using NetGen.Emitted;
using NetGen.Training;

namespace NetGen.Testing;

/// <summary>The code emitted for one instruction set, called directly. Memory it must not depend on or write to is filled with NaN.</summary>
internal sealed class CompiledNetwork : RunnableNetwork
{
    private readonly EmittedFacts _facts;
    private readonly NetworkInfo _info;
    private readonly ForwardMethod _forward;
    private readonly EvaluateMethod? _evaluate;
    private readonly GradientMethod? _gradient;
    private readonly int _targetLength;

    private CompiledNetwork(Type network, Type kernels)
    {
        _facts = EmittedFacts.Of(network);
        _info = (NetworkInfo)network.GetProperty("Info", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        _forward = Method<ForwardMethod>(kernels, "Forward") ?? throw new MissingMethodException(kernels.FullName, "Forward");
        _evaluate = Method<EvaluateMethod>(kernels, "Evaluate");
        _gradient = kernels.GetMethod("Gradient", BindingFlags.NonPublic | BindingFlags.Static)?.MakeGenericMethod(typeof(GradientSum)).CreateDelegate<GradientMethod>();
        _targetLength = _info.LabelLength + _info.TargetLength;
        State = _info.Parameters.Concat(_info.Buffers).ToDictionary(p => p.Name, p => p.Shape.ToArray(), StringComparer.Ordinal);
    }

    private delegate void ForwardMethod(ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n);

    private delegate float EvaluateMethod(ref float input, ref float targets, ref float parameters, ref float buffers, ref float workspace, int n, int total);

    private delegate float GradientMethod(
        ref float input, ref float targets, ref float parameters, ref float buffers, ref float target, ref float gradient, ref float workspace, int n, int total, uint step, ref GradientSum sink);

    public NetworkInfo Info => _info;

    /// <summary>What workspaces and outputs hold before they are written; NaN by default.</summary>
    public float? MemoryFill { get; set; }

    /// <summary>How many sequences have each step, where a network with recurrences takes several; by default one sequence.</summary>
    public int[] Rows { get; set; } = [];

    /// <summary>The step that the next training call draws its random numbers with; each part of a batch takes one.</summary>
    public uint Step { get; set; }

    public override IReadOnlyDictionary<string, int[]> State { get; }

    /// <summary>The class a network has for an instruction set.</summary>
    public static CompiledNetwork Of(Type network, InstructionSet isa)
    {
        var kernels = network.GetNestedType(isa.Class, BindingFlags.NonPublic | BindingFlags.Public)
            ?? throw new MissingMemberException(network.FullName, isa.Class);
        return new(network, kernels);
    }

    public override double[] Forward(int batch, double[] inputs, IReadOnlyDictionary<string, double[]> state)
    {
        var memory = Memory(batch, inputs, [], state);
        var output = new GuardedBlock("output", Judged(batch) * _info.OutputLength, MemoryFill);
        foreach (var (done, n, workspace) in Chunks("Forward", batch))
        {
            _forward(
                ref memory.Inputs[done * _info.InputLength], ref output[done * _info.OutputLength], ref memory.Parameters[0], ref memory.Buffers[0], ref workspace[0], n);
            workspace.Check();
        }

        memory.Check();
        output.Check();
        return output.ToDoubles();
    }

    public override double Evaluate(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state)
    {
        var memory = Memory(batch, inputs, targets, state);
        var loss = 0f;
        foreach (var (done, n, workspace) in Chunks("Evaluate", batch))
        {
            SetMasses("Evaluate", memory, workspace, Judged(batch));
            loss += _evaluate!(
                ref memory.Inputs[done * _info.InputLength], ref memory.Targets[done * _targetLength], ref memory.Parameters[0], ref memory.Buffers[0], ref workspace[0], n, Judged(batch));
            workspace.Check();
        }

        memory.Check();
        return loss;
    }

    public override GradientResult Gradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state)
    {
        var memory = Memory(batch, inputs, targets, state);
        var gradient = new GuardedBlock("gradient", _info.ParameterLength);
        gradient.Span.Clear();
        var loss = 0f;
        var sink = default(GradientSum);
        foreach (var (done, n, workspace) in Chunks("Gradient", batch))
        {
            SetMasses("Gradient", memory, workspace, Judged(batch));
            loss += _gradient!(
                ref memory.Inputs[done * _info.InputLength], ref memory.Targets[done * _targetLength], ref memory.Parameters[0], ref memory.Buffers[0],
                ref gradient[0], ref gradient[0], ref workspace[0], n, Judged(batch), Step++, ref sink);
            workspace.Check();
        }

        memory.Check();
        gradient.Check();
        return new(loss, Canonical(_info.Parameters, gradient.Span), Canonical(_info.Buffers, memory.Buffers.Span));
    }

    /// <summary>The block that holds these parameters: padding is 0, as the runtime leaves it.</summary>
    public static void Fill(Span<float> block, IReadOnlyList<ParameterInfo> tensors, IReadOnlyDictionary<string, double[]> state)
    {
        block.Clear();
        foreach (var tensor in tensors)
        {
            float[] canonical = [.. state[tensor.Name].Select(v => (float)v)];
            tensor.Layout.FromCanonical(canonical, block.Slice(tensor.Offset, tensor.Layout.Length));
        }
    }

    /// <summary>Each tensor of a block in canonical order.</summary>
    public static Dictionary<string, double[]> Canonical(IReadOnlyList<ParameterInfo> tensors, ReadOnlySpan<float> block)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var tensor in tensors)
        {
            var canonical = new float[tensor.Layout.ElementCount];
            tensor.Layout.ToCanonical(block.Slice(tensor.Offset, tensor.Layout.Length), canonical);
            values[tensor.Name] = [.. canonical.Select(v => (double)v)];
        }

        return values;
    }

    private IEnumerable<(int Done, int Count, GuardedBlock Workspace)> Chunks(string program, int batch)
    {
        var memory = _facts.MemoryOf(program);
        foreach (var (done, n) in _facts.PartsOf(program, batch))
        {
            var workspace = new GuardedBlock($"workspace of {program}", memory.Fixed + (memory.PerSample * n), MemoryFill);
            if (memory.HasForwardSteps || memory.HasBackwardSteps) StepTable.Write(ref workspace[0], memory, _facts.StatesOf(program), n, Rows);
            yield return (done, n, workspace);
        }
    }

    /// <summary>How many outputs a batch has: one for each sample or step, or one for each sequence.</summary>
    private int Judged(int batch) => !_facts.YieldsSequences ? batch : Rows.Length == 0 ? 1 : Rows[0];

    private void SetMasses(string program, BatchMemory memory, GuardedBlock workspace, int batch) =>
        _facts.SetMasses(program, at => memory.Targets[at], batch, (place, mass) => workspace[place] = mass);

    private BatchMemory Memory(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state)
    {
        if (inputs.Length != batch * _info.InputLength || (targets.Length > 0 && targets.Length != Judged(batch) * _targetLength))
            throw new ArgumentException($"{_info.Name}: {batch} samples of {_info.InputLength} values and {_targetLength} targets are expected, not {inputs.Length} and {targets.Length}.");
        GuardedBlock parameters = new("parameters", _info.ParameterLength), buffers = new("buffers", _info.BufferLength);
        Fill(parameters.Span, _info.Parameters, state);
        Fill(buffers.Span, _info.Buffers, state);
        return new(GuardedBlock.Of("input", inputs), GuardedBlock.Of("targets", targets), parameters, buffers);
    }

    private static T? Method<T>(Type type, string name)
        where T : Delegate => type.GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)?.CreateDelegate<T>();

    private sealed record BatchMemory(GuardedBlock Inputs, GuardedBlock Targets, GuardedBlock Parameters, GuardedBlock Buffers)
    {
        public void Check()
        {
            Inputs.Check();
            Targets.Check();
            Parameters.Check();
            Buffers.Check();
        }
    }
}
