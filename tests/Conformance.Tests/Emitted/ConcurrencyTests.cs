using System.Globalization;
using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// Many threads on one network: Forward without a workspace gives each the answer that one thread alone gets, to the bit, and allocates nothing once there
/// are workspaces for all; two who train are told. NETGEN_STRESS_CALLS chooses how many calls of the smallest network are made.
/// </summary>
public sealed class ConcurrencyTests(ITestOutputHelper output)
{
    private const int Rounds = 4;

    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["Mlp"] = "[Input(16)]\n[Dense(64), Relu, Dense(64), Relu, Dense(8)]\n[MeanSquaredErrorLoss]",
        ["LeNet"] = "[Input(1, 28, 28)]\n[Conv2D(32, 3, Padding = 1), Relu, MaxPool2D(2), Conv2D(32, 3, Padding = 1), Relu, MaxPool2D(2)]\n[Flatten, Dense(10)]",
        ["Normed"] = "[Input(8)]\n[Dense(12), BatchNorm(TrackRunningStatistics = false), Tanh, Dense(3)]",
        ["Split"] = "[Input(16, 32, 32)]\n[Conv2D(32, 5, Padding = 2, Bias = false), BatchNorm, Relu, Conv2D(16, 1)]",
    };

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => GeneratorRun.From(
        [.. Declarations.Select(d => $"using NetGen;\nnamespace Stressed;\n[Network]\n{d.Value}\npublic sealed partial class {d.Key};\n")]).Compile());

    private static long Calls => long.Parse(Environment.GetEnvironmentVariable("NETGEN_STRESS_CALLS") ?? "0", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Mlp", 1, 64, 20_000, 0)]
    [InlineData("Mlp", 200, 64, 2_000, 0)]
    [InlineData("LeNet", 1, 64, 1_000, 65)]
    [InlineData("Normed", 9, 64, 5_000, 65)]
    [InlineData("Split", 2, 4, 64, 5)]
    public void Every_thread_gets_the_answer_of_one_alone(string name, int batch, int threads, int calls, int workspaces)
    {
        if (Calls > 0 && (name, batch) == ("Mlp", 1)) calls = (int)Math.Min(Calls, int.MaxValue);
        var network = Create(name);
        if (name == "Split") network.GetType().GetProperty("Threads")!.SetValue(network, 2);
        var inputs = Enumerable.Range(0, threads).Select(t => Values(batch * network.Description.InputLength, t)).ToArray();
        var expected = inputs.Select(x => Outputs(Create(name), x)).ToArray();
        // Another instance of the class, on the same threads: of other weights.
        var other = Create(name, 2);
        var expectedOfOther = Outputs(other, inputs[0]);
        long wrong = 0, bytes = 0, allBytes = 0;
        using var start = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(t => new Thread(() =>
        {
            float[] y = new float[expected[t].Length], z = new float[expectedOfOther.Length];
            var least = long.MaxValue;
            long errors = 0, all = 0;
            for (var round = 0; round < Rounds; round++)
            {
                start.SignalAndWait();
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < Math.Max(1, calls / Rounds / threads); i++)
                {
                    y.AsSpan().Fill(float.NaN);
                    network.Forward(inputs[t], y);
                    if (!y.AsSpan().SequenceEqual(expected[t])) errors++;
                    if (i % 16 != 0) continue;
                    other.Forward(inputs[0], z);
                    if (!z.AsSpan().SequenceEqual(expectedOfOther)) errors++;
                }

                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                least = Math.Min(least, allocated);
                all += allocated;
            }

            Interlocked.Add(ref wrong, errors);
            Interlocked.Add(ref bytes, least);
            Interlocked.Add(ref allBytes, all);
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        output.WriteLine($"{name}, batch of {batch}, {threads} threads, {calls:N0} calls: {wrong} wrong, {bytes} bytes in each thread's best round together, {allBytes:N0} in all rounds.");
        Assert.Equal(0, wrong);
        // What a call allocated, each would; a network that lends its workspaces may make a further one, up to one more than there are callers.
        Assert.Equal(0, bytes);
        if (workspaces > 0) Assert.InRange(allBytes, 0, 2L * workspaces * (WorkspaceBytes(name, batch) + 8192));
    }

    [Fact]
    public void What_shares_memory_with_a_step_is_refused_while_it_runs()
    {
        var network = (ITargetTrained)Create("Mlp");
        var alone = (ITargetTrained)Create("Mlp");
        float[] inputs = Values(4 * 16, 1), targets = Values(4 * 8, 2), gradient = new float[network.Parameters.Length];
        using ManualResetEventSlim isInside = new(), mayGo = new();
        var loss = 0f;
        var slow = new Hooked(() =>
        {
            isInside.Set();
            mayGo.Wait();
        });
        var trainer = new Thread(() => loss = network.Train(inputs, targets, slow));
        trainer.Start();
        isInside.Wait();
        foreach (var call in new Action[]
        {
            () => network.Train(inputs, targets, new Sgd()),
            () => network.Gradient(inputs, targets, gradient),
            () => network.Evaluate(inputs, targets),
        })
            Assert.Contains("one after the other", Assert.Throws<InvalidOperationException>(call).Message, StringComparison.Ordinal);
        mayGo.Set();
        trainer.Join();
        Assert.Equal(alone.Train(inputs, targets, new Hooked(() => { })), loss);
        Assert.True(network.Parameters.SequenceEqual(alone.Parameters));
        Assert.Equal(alone.Evaluate(inputs, targets), network.Evaluate(inputs, targets));
    }

    [Fact]
    public void A_step_that_throws_leaves_the_network_usable()
    {
        var network = (ITargetTrained)Create("Mlp");
        Assert.Throws<NotSupportedException>(() => network.Train(new float[16], new float[8], new Hooked(() => throw new NotSupportedException())));
        network.Train(new float[16], new float[8], new Sgd());
    }

    [Fact]
    public void Threads_come_and_go()
    {
        var network = Create("Mlp");
        var input = Values(16, 1);
        for (var i = 0; i < 200; i++)
        {
            var thread = new Thread(() => Outputs(network, input));
            thread.Start();
            thread.Join();
        }

        Assert.Equal(Outputs(Create("Mlp"), input), Outputs(network, input));
    }

    private static INetwork Create(string name, int seed = 1) => Compiled.Value.CreateNetwork($"Stressed.{name}", seed);

    private static long WorkspaceBytes(string name, int batch)
    {
        var type = Compiled.Value.Type($"Stressed.{name}");
        var info = Create(name).Description;
        var memory = EmittedFacts.Of(type).MemoryOf("Forward");
        return sizeof(float) * (memory.Fixed + (batch * ((long)memory.PerSample + info.InputLength + info.OutputLength)));
    }

    private static float[] Outputs(INetwork network, float[] input)
    {
        var y = new float[input.Length / network.Description.InputLength * network.Description.OutputLength];
        network.Forward(input, y);
        return y;
    }

    private static float[] Values(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin((i * 1.7f) + seed))];

    /// <summary>Plain descent that does something else on the way.</summary>
    private sealed class Hooked(Action action) : Optimizer(0.1f)
    {
        protected override int StateCount => 0;

        protected override void PrepareStep() => action();

        protected override void Update(ParameterRange range)
        {
            for (var i = 0; i < range.Parameters.Length; i++) range.Parameters[i] -= LearningRate * range.Gradient[i];
        }
    }
}
