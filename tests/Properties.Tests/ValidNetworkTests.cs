using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using NetGen.Generator.Layers;
using NetGen.Properties.Checks;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties;

/// <summary>Whatever valid network is declared, the compiler accepts it, and what it emits computes what the declaration says.</summary>
public sealed class ValidNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void Passes_keep_what_a_network_computes() => Check.One(Settings.Tests(Settings.Networks), Prop.ForAll(Genome.Arbitrary, genome =>
    {
        var why = CompilerCheck.Failure(genome);
        Assert.True(why is null, why);
    }));

    [Fact]
    public void Emitted_code_agrees_with_the_interpreter()
    {
        var search = new Search(Coverage.Choose(Settings.Compiled));
        search.Run(Environment.ProcessorCount, (genome, why) => Assert.Fail($"seed {Settings.Seed}: {Search.Shrunk(genome, why, Settings.Shrinking)}"));
        output.WriteLine($"{search.Done} networks (seed {Settings.Seed}), {search.Chaotic} of them with results that rounding decides");
        // Otherwise the random networks, not the compiler, would have become useless.
        Assert.InRange(search.Chaotic, 0, 1 + (Settings.Compiled / 10));
    }

    [Fact]
    public void Random_networks_have_every_layer_and_every_loss()
    {
        Genome[] genomes = [.. Genome.Generator.Sample(4_000, Settings.Random, 30)];
        var kinds = genomes.Select(g => RandomNetwork.Of(g).Declaration).Concat(genomes.Take(400).Select(g => RandomSequence.Of(g).Declaration)).SelectMany(d => d.Elements).GroupBy(e => e.Kind).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        output.WriteLine(string.Join(" ", kinds.OrderBy(k => k.Value).Select(k => $"{k.Key}:{k.Value}")));
        string[] missing = [.. Catalogue.Layers.Keys.Concat(Catalogue.Losses.Keys).Where(k => !kinds.ContainsKey(k)).Order(StringComparer.Ordinal)];
        Assert.True(missing.Length == 0, string.Join(" ", missing));
    }

    /// <summary>What no random network reaches, none can find a fault in. (Weights in bfloat16 are of layers too large for the interpreter.)</summary>
    [Fact]
    public void The_networks_that_are_run_reach_every_schedule()
    {
        DeclaredNetwork[] networks = [.. Coverage.Choose(Settings.Compiled).Select((g, i) => RandomNetwork.Of(g).Source($"Random{i}", "Targets.Portable"))];
        var texts = networks.SelectMany(n => GeneratorRun.From(n.Source).GeneratedSources.Select(s => s.SourceText.ToString())).ToList();
        string[] missing =
        [
            .. new[]
            {
                "Contract", "Vector", "Dot", "RowSum", "Plane3x3", "ContractScattered", "ContractElements", "Finish", "WinogradInput", "WinogradFilter", "WinogradOutput",
                "Map", "Pairs\\w*", "Sum", "Max", "WindowSum", "WindowMax", "Spread", "Route", "Lookup", "LookupGradient",
                "Transpose", "ToLanes", "FromLanes", "CopyRows", "Copy", "Concat", "Gather", "Scatter", "Permute",
            }.Where(stem => !texts.Exists(t => Regex.IsMatch(t, $@"_{stem}(\d|_|\(|<)", RegexOptions.CultureInvariant))),
        ];
        Assert.True(missing.Length == 0, string.Join(" ", missing));
    }

    /// <summary>Goes on after failures and writes them to NETGEN_PROPERTY_LOG; started by name, for as many networks as NETGEN_PROPERTY_COMPILED says.</summary>
    [Fact(Explicit = true)]
    public void Search_on()
    {
        var log = Environment.GetEnvironmentVariable("NETGEN_PROPERTY_LOG") ?? "networks.log";
        var search = new Search(Genome.Generator.Sample(Settings.Compiled, Settings.Random, 30)) { Log = log };
        search.Run(Settings.Threads, (genome, why) => search.Write($"FAILED {Search.Shrunk(genome, why, Settings.Shrinking)}"));
        Assert.Equal(0, search.Failed);
    }
}
