using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>
/// Emitted methods stay far below the sizes at which the JIT stops to optimise (60,000 bytes of IL, 1024 tracked locals), on every
/// instruction set, whether or not this machine can run it.
/// </summary>
public sealed class IlBudgetTests
{
    private const int MostIlBytes = 40 * 1024, MostMultiplyAdds = 256;

    public static TheoryData<string, string> Classes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in SampleAssembly.Networks)
                foreach (var isa in InstructionSet.All) data.Add(network, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Classes))]
    public void A_method_has_at_most_40_KB_of_IL_and_256_vector_multiply_adds(string network, string isa)
    {
        var methods = EmittedMethod.All.Where(m => m.Network == network && m.Isa == isa).ToList();

        Assert.Contains(methods, m => m.MultiplyAdds > 0);
        var tooLarge = methods.Where(m => m.IlBytes > MostIlBytes || m.MultiplyAdds > MostMultiplyAdds);
        Assert.True(!tooLarge.Any(), string.Join('\n', tooLarge));
        var largest = methods.MaxBy(m => m.IlBytes)!;
        TestContext.Current.TestOutputHelper?.WriteLine($"{methods.Count} methods; the largest: {largest.Name}, {largest.IlBytes} bytes of IL; most multiply-adds: {methods.Max(m => m.MultiplyAdds)}");
    }
}
