using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>What the JIT makes of emitted kernels: no cliff, told from the code instead of from a clock.</summary>
public sealed class MachineCodeTests
{
    public static TheoryData<string, string> Classes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in SampleAssembly.Networks)
                foreach (var isa in InstructionSet.All.Where(i => i.Name != "AdvSimd")) data.Add(network, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Classes))]
    public void The_JIT_optimises_every_method(string network, string isa)
    {
        var methods = JitRun.Of(isa).Of(network, isa);

        var missing = EmittedMethod.All.Where(m => m.Network == network && m.Isa == isa).Select(m => m.Name).Except(methods.Select(m => m.Name[(m.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        Assert.Empty(missing);
        // A property is a table that is read once a step.
        var others = methods.Where(m => m.Tier != "FullOpts" && !m.Name.Contains(":get_", StringComparison.Ordinal)).Select(m => $"{m.Name}: {m.Tier}");
        Assert.True(!others.Any(), string.Join('\n', others));
    }

    [Theory, MemberData(nameof(Classes))]
    public void The_loop_of_a_register_tile_has_no_call_no_spill_and_little_code(string network, string isa)
    {
        var tiles = JitRun.Of(isa).Of(network, isa).SelectMany(m => m.InnermostLoops).Where(l => l.IsTile).ToList();

        Assert.NotEmpty(tiles);
        var offenders = tiles.Where(t => !t.IsClean).ToList();
        Assert.True(offenders.Count == 0, $"{offenders.Count} of {tiles.Count} tile loops:\n{string.Join('\n', offenders)}");
        var widest = tiles.MaxBy(t => t.MultiplyAdds)!;
        TestContext.Current.TestOutputHelper?.WriteLine($"{tiles.Count} tile loops; the widest: {widest}");
    }

    [Theory, InlineData("Avx512", 40), InlineData("Avx2", 20), InlineData("Portable", 5)]
    public void The_loops_of_the_runtimes_tiles_have_no_call_and_no_spill(string isa, int least)
    {
        var methods = JitRun.Of(isa).Tiles(isa);

        Assert.All(methods, m => Assert.Equal("FullOpts", m.Tier));
        var tiles = methods.SelectMany(m => m.InnermostLoops).Where(l => l.IsTile).ToList();
        Assert.True(tiles.Count >= least, $"{tiles.Count} tile loops in {methods.Count} methods");
        var offenders = tiles.Where(t => !t.IsClean).ToList();
        Assert.True(offenders.Count == 0, $"{offenders.Count} of {tiles.Count} tile loops:\n{string.Join('\n', offenders)}");
    }

    [Theory, MemberData(nameof(Classes))]
    public void Mathematical_functions_are_inlined(string network, string isa)
    {
        var calls = JitRun.Of(isa).Of(network, isa)
            .SelectMany(m => m.Instructions.Where(i => i.IsCall && i.Operands.Contains("NetGen.Numerics.VectorMath:", StringComparison.Ordinal)).Select(i => $"{m.Name} calls {i.Operands}"))
            .ToList();

        Assert.True(calls.Count == 0, string.Join('\n', calls.Distinct()));
    }
}
