using FsCheck;
using FsCheck.Fluent;
using NetGen.Properties.Checks;
using NetGen.Properties.Networks;

namespace NetGen.Properties;

/// <summary>Whatever valid network is declared, the compiler accepts it, and what it emits computes what the declaration says.</summary>
public sealed class ValidNetworkTests(ITestOutputHelper output)
{
    private const int NetworksPerCompilation = 40;
    private static readonly TimeSpan ShrinkingLimit = TimeSpan.FromMinutes(2);

    [Fact]
    public void Passes_keep_what_a_network_computes() => Check.One(Settings.Tests(Settings.Networks), Prop.ForAll(Genome.Arbitrary, genome =>
    {
        var why = CompilerCheck.Failure(genome);
        Assert.True(why is null, why);
    }));

    [Fact]
    public void Emitted_code_agrees_with_the_interpreter()
    {
        var chaotic = 0;
        foreach (var genomes in Genome.Generator.Sample(30, Settings.Random, Settings.Compiled).Chunk(NetworksPerCompilation))
        {
            var check = new EmittedCheck(genomes);
            if (check.Failure() is var (genome, why)) Shrink(genome, why);
            chaotic += check.Chaotic;
        }

        output.WriteLine($"{Settings.Compiled} networks (seed {Settings.Seed}), {chaotic} of them with results that rounding decides");
        // Otherwise the random networks, not the compiler, would have become useless.
        Assert.InRange(chaotic, 0, 1 + (Settings.Compiled / 10));
    }

    /// <summary>Looks for a simpler network that fails too, one compilation each, as long as there is time.</summary>
    private static void Shrink(Genome genome, string why)
    {
        var until = DateTime.UtcNow + ShrinkingLimit;
        var arbitrary = Arb.From(Gen.Constant(genome), g => g.Simpler());
        Check.One(Settings.Tests(1).WithName($"seed {Settings.Seed}: {why}"), Prop.ForAll(arbitrary, candidate =>
        {
            if (DateTime.UtcNow > until) return;
            var failure = EmittedCheck.FailureOf(candidate);
            Assert.True(failure is null, failure);
        }));
        Assert.Fail($"seed {Settings.Seed}: {why}, but only beside other networks:\n{genome}");
    }
}
