using System.Reflection;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>What random layers draw is a function of the seed, the step and the layer.</summary>
public sealed class RandomStepTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["Dropped"] = "[Input(1, 64)]\n[PositionalEncoding(Learned = true), Dropout(0.5f)]\n[MeanSquaredErrorLoss]",
        ["Channels"] = "[Input(64, 3, 3)]\n[Conv2D(64, 1), SpatialDropout(0.5f)]\n[MeanSquaredErrorLoss]",
        ["Leaky"] = "[Input(64)]\n[Dense(64), RRelu]\n[MeanSquaredErrorLoss]",
    };

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => GeneratorRun.From(
        [.. Declarations.Select(d => $"using NetGen;\nnamespace Drawn;\n[Network]\n{d.Value}\npublic sealed partial class {d.Key};\n")]).Compile());

    public static TheoryData<string> Names => [.. Declarations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_seed_and_the_step_decide(string name)
    {
        INetwork one = Create(name, 1), same = Create(name, 1), two = Create(name, 2);
        one.Parameters.CopyTo(two.Parameters);
        var first = Gradients(one, 5);
        Assert.Equal(first, Gradients(same, 5));
        var other = Gradients(two, 5);
        // No step of the one seed is one of the other's, nor one of its own.
        for (var i = 0; i < first.Count; i++)
        {
            Assert.DoesNotContain(other, g => g.SequenceEqual(first[i]));
            Assert.DoesNotContain(first.Skip(i + 1), g => g.SequenceEqual(first[i]));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_is_gone_on_with_by_its_seed_and_step(string name)
    {
        var run = Create(name, 7);
        Gradients(run, 3);
        Assert.Equal(7, ((IRandomized)run).RandomSeed);
        Assert.Equal(3u, ((IRandomized)run).RandomStep);
        using var file = new MemoryStream();
        run.Save(file);
        var resumed = (INetwork)run.GetType().GetMethod("Load", [typeof(ReadOnlySpan<byte>)])!.CreateDelegate<Func<ReadOnlySpan<byte>, INetwork>>()(file.ToArray());
        Assert.Equal(0, ((IRandomized)resumed).RandomSeed);
        Assert.Equal(0u, ((IRandomized)resumed).RandomStep);
        (((IRandomized)resumed).RandomSeed, ((IRandomized)resumed).RandomStep) = (7, 3);
        Assert.Equal(Gradients(run, 3), Gradients(resumed, 3));
    }

    [Fact]
    public void The_last_step_is_followed_by_the_first()
    {
        var network = Create("Dropped", 1);
        ((IRandomized)network).RandomStep = uint.MaxValue;
        Gradients(network, 1);
        Assert.Equal(0u, ((IRandomized)network).RandomStep);
    }

    private static INetwork Create(string name, int seed) => Compiled.Value.CreateNetwork($"Drawn.{name}", seed);

    private static List<float[]> Gradients(INetwork network, int steps)
    {
        var trained = (ITargetTrained)network;
        float[] x = [.. Enumerable.Range(0, 2 * network.Description.InputLength).Select(i => MathF.Sin(i) - 0.2f)], t = new float[2 * network.Description.TargetLength];
        return [.. Enumerable.Range(0, steps).Select(_ =>
        {
            var gradient = new float[network.Parameters.Length];
            trained.Gradient(x, t, gradient);
            return gradient;
        })];
    }
}
