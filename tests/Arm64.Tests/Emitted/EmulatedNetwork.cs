using System.Reflection;
using NetGen.Emitted;
using NetGen.Testing;

namespace NetGen.Arm64.Tests.Emitted;

/// <summary>The NEON class of an emitted network, run under emulation. What a call has not written reads as NaN.</summary>
internal sealed class EmulatedNetwork : RunnableNetwork
{
    private readonly EmittedProgram _program;
    private readonly EmittedFacts _facts;
    private readonly NetworkInfo _info;
    private readonly int _targetLength;
    private uint _step;

    public EmulatedNetwork(EmittedProgram program)
    {
        _program = program;
        _facts = EmittedFacts.Of(program.Network);
        _info = (NetworkInfo)program.Network.GetProperty("Info", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        _targetLength = _info.LabelLength + _info.TargetLength;
        State = _info.Parameters.Concat(_info.Buffers).ToDictionary(p => p.Name, p => p.Shape.ToArray(), StringComparer.Ordinal);
    }

    public override IReadOnlyDictionary<string, int[]> State { get; }

    public override double[] Forward(int batch, double[] inputs, IReadOnlyDictionary<string, double[]> state)
    {
        var output = new List<double>();
        foreach (var (done, n, workspace) in Chunks("Forward", batch, []))
        {
            var result = _program.Program.Run(
                _program.Method("Forward"), Part(inputs, done, n, _info.InputLength), Unwritten(n * _info.OutputLength), Parameters(state), Buffers(state), workspace, n);
            output.AddRange(result["output"].Select(v => (double)v));
        }

        return [.. output];
    }

    public override double Evaluate(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state)
    {
        var loss = 0f;
        foreach (var (done, n, workspace) in Chunks("Evaluate", batch, targets))
        {
            loss += _program.Program.Run(
                _program.Method("Evaluate"), Part(inputs, done, n, _info.InputLength), Part(targets, done, n, _targetLength), Parameters(state), Buffers(state), workspace, n, batch)
                .Returned<float>();
        }

        return loss;
    }

    public override GradientResult Gradient(int batch, double[] inputs, double[] targets, IReadOnlyDictionary<string, double[]> state)
    {
        var loss = 0f;
        var gradient = new float[_info.ParameterLength];
        var buffers = Buffers(state);
        foreach (var (done, n, workspace) in Chunks("Gradient", batch, targets))
        {
            var result = _program.Program.Run(
                $"{EmittedProgram.GradientSums}.Gradient", Part(inputs, done, n, _info.InputLength), Part(targets, done, n, _targetLength), Parameters(state), buffers, gradient, workspace,
                n, batch, Toolchain.Arm64Argument.Value(_step++));
            loss += result.Returned<float>();
            gradient = result["gradient"];
            buffers = result["buffers"];
        }

        return new(loss, CompiledNetwork.Canonical(_info.Parameters, gradient), CompiledNetwork.Canonical(_info.Buffers, buffers));
    }

    /// <summary>The parts a batch is cut into, each with a workspace; what the network sums over the targets beforehand is in it.</summary>
    private IEnumerable<(int Done, int Count, float[] Workspace)> Chunks(string program, int batch, double[] targets)
    {
        var memory = _facts.MemoryOf(program);
        foreach (var (done, n) in _facts.PartsOf(program, batch))
        {
            var workspace = Unwritten(memory.Fixed + (memory.PerSample * n));
            if (memory.HasForwardSteps || memory.HasBackwardSteps) StepTable.Write(ref workspace[0], memory, _facts.StatesOf(program), n, []);
            _facts.SetMasses(program, at => (float)targets[at], batch, (place, mass) => workspace[place] = mass);
            yield return (done, n, workspace);
        }
    }

    private float[] Parameters(IReadOnlyDictionary<string, double[]> state) => Block(_info.ParameterLength, _info.Parameters, state);

    private float[] Buffers(IReadOnlyDictionary<string, double[]> state) => Block(_info.BufferLength, _info.Buffers, state);

    private static float[] Block(int length, IReadOnlyList<ParameterInfo> tensors, IReadOnlyDictionary<string, double[]> state)
    {
        var block = new float[length];
        CompiledNetwork.Fill(block, tensors, state);
        return block;
    }

    private static float[] Part(double[] values, int first, int count, int length) => [.. values.Skip(first * length).Take(count * length).Select(v => (float)v)];

    private static float[] Unwritten(int length)
    {
        var memory = new float[length];
        Array.Fill(memory, float.NaN);
        return memory;
    }
}
