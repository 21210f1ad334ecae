using NetGen.Arm64.Tests.Emitted;
using NetGen.Arm64.Tests.MachineCode;

namespace NetGen.Arm64.Tests.Speed;

/// <summary>The networks of the report, compiled when the first test asks, and what the analyser expects of their loops.</summary>
public sealed class ReportedPrograms : IDisposable
{
    private readonly EmittedProgram[] _own = [new HalvedProgram(), new DirectProgram(), new WinogradProgram(), new PointwiseProgram(), new DepthwiseProgram()];
    private readonly Lazy<IReadOnlyList<SummationLoop>> _loops;
    private readonly Lazy<IReadOnlyDictionary<Core, IReadOnlyList<ThroughputEstimate>>> _estimates;

    public ReportedPrograms(PerceptronProgram perceptron, LeNet5Program leNet5)
    {
        _loops = new(() => [.. ((EmittedProgram[])[perceptron, leNet5, .. _own]).SelectMany(SummationLoop.Of)]);
        _estimates = new(() => Core.All.ToDictionary(core => core, core => ThroughputEstimate.Of([.. Loops.Select(l => l.Loop)], core.Name)));
    }

    /// <summary>Of these networks alone: those of the other tests are executed there.</summary>
    internal IReadOnlyList<EmittedProgram> Own => _own;

    internal IReadOnlyList<SummationLoop> Loops => _loops.Value;

    internal ThroughputEstimate Estimate(SummationLoop loop, Core core) => _estimates.Value[core][Loops.ToList().IndexOf(loop)];

    public void Dispose()
    {
        foreach (var program in _own) program.Dispose();
    }
}
