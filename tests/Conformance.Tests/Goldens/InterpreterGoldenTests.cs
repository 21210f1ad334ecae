using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>
/// The graph, its gradient and the interpreter against PyTorch in double precision: what every emitted network is later compared with is right
/// itself, to seven digits.
/// </summary>
public sealed class InterpreterGoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All.Select(c => c.Golden.Stem).DefaultIfEmpty("")];

    [Theory, MemberData(nameof(Cases))]
    public void Interpreter(string file)
    {
        Assert.SkipWhen(file.Length == 0, ReferenceData.Absence);
        var golden = GoldenCase.All.Single(c => c.Golden.Stem == file);
        Assert.SkipWhen(golden.Declaration is null, $"not covered yet: {golden.Golden.Operation}");
        var gradient = GoldenWorkshop.Specification(golden, golden.GradientName);
        var missing = GoldenCase.MissingKinds(gradient).ToList();
        Assert.SkipWhen(missing.Count > 0, $"not covered yet: {golden.Golden.Operation} ({string.Join(", ", missing)})");

        var forward = golden.Declaration!.Loss is null ? InterpretedNetwork.Of(GoldenWorkshop.Specification(golden, golden.ForwardName)) : null;
        // PyTorch keeps some constants (a sixth, in the hard sigmoid) as 32-bit floats even in double precision.
        var differences = GoldenCheck.Run(golden.Golden, golden.Declaration, forward, InterpretedNetwork.Of(gradient), t => 1e-10 + (1e-7 * t.Values.Max(Math.Abs)));
        Assert.True(differences.Count == 0, $"{string.Join("\n", differences)}\n\n{string.Join("\n", golden.Sources)}");
    }
}
