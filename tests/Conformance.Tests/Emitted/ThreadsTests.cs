using System.Reflection;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>Several threads on one forward pass: the same bits as one thread, whatever steps there are, without allocating.</summary>
public sealed class ThreadsTests
{
    private const string Network = """
        using NetGen;

        namespace NetGen.Samples;

        [Network]
        [Input(3, 44, 44)]
        [Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu6(Name = "stem")]
        [Conv2D(48, 1), BatchNorm, Relu6, Conv2D(48, 3, Padding = 1, Groups = 48), Relu6, Conv2D(32, 1), Add("stem", Name = "block")]
        [Conv2D(64, 3, Padding = 1), Gelu(Name = "wide"), MaxPool2D(2, From = "block"), Conv2D(64, 1), Upsample(Scale = 2, Name = "up")]
        [Concat("wide", From = "up"), Conv2D(40, 3, Padding = 1), LayerNorm, AvgPool2D(3, Stride = 2), Conv2D(5, 5, Padding = 2), Tanh]
        [Flatten, Dense(200), Relu, Dense(7), Softmax]
        public sealed partial class Mixed;
        """;

    private const string Probe = """
        using System;
        using NetGen.Samples;

        public static class Probe
        {
            public static int Differences(int threads, int batch, int capacity)
            {
                var network = new Mixed(seed: 2);
                var workspace = new Mixed.Workspace(capacity);
                var x = Values(batch * Mixed.InputLength);
                float[] expected = new float[batch * Mixed.OutputLength], actual = new float[expected.Length];
                network.Forward(x, expected, workspace);
                network.Threads = threads;
                var differences = 0;
                for (var round = 0; round < 20; round++)
                {
                    Array.Fill(actual, float.NaN);
                    network.Forward(x, actual, workspace);
                    if (!actual.AsSpan().SequenceEqual(expected)) differences++;
                }

                return differences;
            }

            public static long Allocated(int threads)
            {
                var network = new Mixed(seed: 2) { Threads = threads };
                var x = Values(Mixed.InputLength);
                var y = new float[Mixed.OutputLength];
                for (var i = 0; i < 3; i++) network.Forward(x, y);
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 20; i++) network.Forward(x, y);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            public static void TooFew() => new Mixed().Threads = 0;

            private static float[] Values(int count)
            {
                var values = new float[count];
                for (var i = 0; i < count; i++) values[i] = MathF.Sin(i * 0.37f);
                return values;
            }
        }
        """;

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => GeneratorRun.From(Network, Probe).Compile());

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(2, 5, 2)]
    [InlineData(64, 3, 3)]
    public void The_outputs_are_the_same_to_the_bit(int threads, int batch, int capacity) => Assert.Equal(0, Call<int>("Differences", threads, batch, capacity));

    [Fact]
    public void Nothing_is_allocated_after_the_first_calls() => Assert.Equal(0L, Call<long>("Allocated", 2));

    [Fact]
    public void Fewer_than_one_thread_are_refused() =>
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Throws<TargetInvocationException>(() => Compiled.Value.Type("Probe").GetMethod("TooFew")!.Invoke(null, [])).InnerException);

    private static T Call<T>(string method, params object[] arguments) =>
        (T)Compiled.Value.Type("Probe").GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
}
