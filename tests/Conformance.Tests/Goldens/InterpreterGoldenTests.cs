using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>
/// The graph, its gradient and the interpreter against PyTorch in double precision: what every emitted network is later compared with is right
/// itself, to seven digits.
/// </summary>
public sealed class InterpreterGoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.Names];

    [Theory, MemberData(nameof(Cases))]
    public void Interpreter(string file)
    {
        var golden = GoldenCase.FindOrSkip(file);
        // PyTorch keeps some constants (a sixth, in the hard sigmoid) as 32-bit floats even in double precision, and optimisers step in 32 bits.
        GoldenLedger.Record(golden, "Interpreter", () => golden.Check(
            name => InterpretedNetwork.Of(GoldenWorkshop.BatchOf(golden).SpecificationOf(name)),
            t => golden.Declaration!.IsTrained ? t.Tolerance : 1e-10 + (1e-7 * t.Values.Max(Math.Abs))));
    }
}
