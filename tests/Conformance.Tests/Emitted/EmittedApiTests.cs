using System.Reflection;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// What the emitted class promises its callers, called as a caller would: the probes below are compiled together with the networks. Nothing is
/// allocated after the first call, workspaces make concurrent callers independent, and the methods give what their instruction set's class gives.
/// </summary>
public sealed class EmittedApiTests
{
    private const string Convolutional = """
        using NetGen;

        namespace NetGen.Samples;

        [Network]
        [Input(2, 9, 7)]
        [Conv2D(5, 3, Padding = 1), BatchNorm, Relu, MaxPool2D(2)]
        [Flatten, Dense(17), Tanh, Dropout(0.3f), Dense(3)]
        [CrossEntropyLoss]
        public sealed partial class Convolutional;
        """;

    private const string Regression = """
        using NetGen;

        namespace NetGen.Samples;

        [Network]
        [Input(13)]
        [Dense(19), Silu, Dense(4)]
        [MeanSquaredErrorLoss]
        public sealed partial class Regression;
        """;

    private const string Probe = """
        using System;
        using System.Linq;
        using System.Threading;
        using NetGen.Samples;

        public static class Probe
        {
            public static long AllocatedByClassifier(int batch)
            {
                var network = new Convolutional(seed: 3);
                var input = Values(batch * Convolutional.InputLength);
                var output = new float[batch * Convolutional.OutputLength];
                var labels = Enumerable.Range(0, batch).Select(i => i % 3).ToArray();
                var gradient = new float[Convolutional.ParameterLength];
                return Allocated(() =>
                {
                    network.Forward(input, output);
                    network.Evaluate(input, labels);
                    network.Gradient(input, labels, gradient);
                });
            }

            public static long AllocatedByRegression(int batch)
            {
                var network = new Regression(seed: 3);
                var input = Values(batch * Regression.InputLength);
                var output = new float[batch * Regression.OutputLength];
                var gradient = new float[Regression.ParameterLength];
                return Allocated(() =>
                {
                    network.Forward(input, output);
                    network.Evaluate(input, output);
                    network.Gradient(input, output, gradient);
                });
            }

            public static int DifferencesBetweenThreads(int threads, int rounds)
            {
                var network = new Convolutional(seed: 5);
                var inputs = Enumerable.Range(1, threads).Select(t => Values((t % 5 + 1) * Convolutional.InputLength, t)).ToArray();
                var expected = inputs.Select(x => { var y = new float[x.Length / Convolutional.InputLength * Convolutional.OutputLength]; network.Forward(x, y); return y; }).ToArray();
                var differences = 0;
                using var start = new Barrier(threads);
                var workers = Enumerable.Range(0, threads).Select(t => new Thread(() =>
                {
                    var workspace = new Convolutional.Workspace(t % 3 + 1);
                    var y = new float[expected[t].Length];
                    start.SignalAndWait();
                    for (var round = 0; round < rounds; round++)
                    {
                        Array.Fill(y, float.NaN);
                        network.Forward(inputs[t], y, workspace);
                        if (!y.AsSpan().SequenceEqual(expected[t])) Interlocked.Increment(ref differences);
                    }
                })).ToArray();
                foreach (var worker in workers) worker.Start();
                foreach (var worker in workers) worker.Join();
                return differences;
            }

            public static float[] LossAndGradient(float[] parameters, float[] input, float[] targets)
            {
                var network = new Regression();
                parameters.CopyTo(network.Parameters);
                var gradient = new float[Regression.ParameterLength];
                var loss = network.Gradient(input, targets, gradient);
                return gradient.Append(loss).ToArray();
            }

            public static string Refusal(int input, int output)
            {
                try { new Regression().Forward(new float[input], new float[output]); return ""; }
                catch (ArgumentException e) { return e.Message; }
            }

            private static long Allocated(Action calls)
            {
                calls();
                calls();
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 10; i++) calls();
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            private static float[] Values(int count, int seed = 1) => Enumerable.Range(0, count).Select(i => MathF.Sin(i * 1.7f + seed)).ToArray();
        }
        """;

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => GeneratorRun.From(Convolutional, Regression, Probe).Compile());

    [Theory, InlineData(1), InlineData(33)]
    public void Nothing_is_allocated_after_the_first_call(int batch)
    {
        Assert.Equal(0L, Call<long>("AllocatedByClassifier", batch));
        Assert.Equal(0L, Call<long>("AllocatedByRegression", batch));
    }

    [Fact]
    public void Concurrent_callers_with_a_workspace_each_get_identical_results() => Assert.Equal(0, Call<int>("DifferencesBetweenThreads", 8, 200));

    [Theory, InlineData(1), InlineData(33), InlineData(257)]
    public void The_gradient_is_that_of_the_best_instruction_set_to_the_bit(int batch)
    {
        var type = Compiled.Value.Type("NetGen.Samples.Regression");
        // The order in which the emitted class prefers them.
        var best = new[] { "Avx512", "Avx2", "AdvSimd", "Portable" }.Select(name => InstructionSet.All.Single(i => i.Name == name)).First(i => i.IsSupported);
        var network = CompiledNetwork.Of(type, best);
        var state = network.State.ToDictionary(s => s.Key, s => Noise.Values((ulong)s.Key.Length, s.Value.Aggregate(1, (product, extent) => product * extent), -1, 1));
        double[] inputs = Noise.Values(1, batch * 13, -1, 1), targets = Noise.Values(2, batch * 4, -1, 1);
        var expected = network.Gradient(batch, inputs, targets, state);

        var parameters = new float[network.Info.ParameterLength];
        CompiledNetwork.Fill(parameters, network.Info.Parameters, state);
        var actual = Call<float[]>("LossAndGradient", parameters, ToFloats(inputs), ToFloats(targets));
        Assert.Equal(expected.Loss, actual[^1]);
        foreach (var (name, values) in CompiledNetwork.Canonical(network.Info.Parameters, actual.AsSpan(0, actual.Length - 1))) Assert.Equal(expected.Gradients[name], values);
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_both_lengths()
    {
        Assert.Equal("", Call<string>("Refusal", 26, 8));
        var message = Call<string>("Refusal", 27, 8);
        Assert.Contains("27", message, StringComparison.Ordinal);
        Assert.Contains("13", message, StringComparison.Ordinal);
    }

    private static float[] ToFloats(double[] values) => [.. values.Select(v => (float)v)];

    private static T Call<T>(string method, params object[] arguments) =>
        (T)Compiled.Value.Type("Probe").GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
}
