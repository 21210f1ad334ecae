using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>The emitted code of every instruction set this machine executes against PyTorch.</summary>
public sealed class EmittedGoldenTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var file in GoldenCase.Names)
                foreach (var isa in InstructionSet.Here) data.Add(file, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Emitted(string file, string isa)
    {
        var golden = GoldenCase.FindOrSkip(file);
        var instructions = InstructionSet.Here.Single(i => i.Name == isa);
        GoldenLedger.Record(golden, isa, () => golden.Check(name => CompiledNetwork.Of(GoldenWorkshop.BatchOf(golden).TypeOf(name), instructions), t => t.Tolerance));
    }
}
