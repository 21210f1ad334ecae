using System.Reflection;
using NetGen.Conformance.Layers;
using NetGen.Serialization;
using NetGen.Testing;

namespace NetGen.Conformance.Sequences;

/// <summary>Sequences that arrive step by step: the numbers are those of the whole sequence, and a state can be copied, saved and reset at any step.</summary>
public sealed class StreamTests
{
    private const int Steps = 61;

    private delegate void StepMethod(ReadOnlySpan<float> input, Span<float> output);

    public static TheoryData<string> Names => [.. SequenceNetworks.Names.Where(name => name != "Shorter" && !SequenceNetworks.YieldsOne(name) && SequenceNetworks.TypeOf(name).GetNestedType("State") is not null)];

    [Theory, MemberData(nameof(Names))]
    public void Steps_yield_what_the_whole_sequence_yields(string name)
    {
        var (network, input, expected) = Whole(name);
        foreach (var blocks in new[] { Enumerable.Repeat(1, Steps), [Steps], [1, 2, 3, 5, 8, 13, 21, 8], [16, 1, 1, 16, 16, 11] })
        {
            var state = NewState(network);
            Near(expected, Stream(network, input, state, blocks));
            Assert.Equal(Steps, state.Position);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_copy_goes_on_as_its_original(string name)
    {
        var (network, input, expected) = Whole(name);
        var state = NewState(network);
        Near(expected[..(20 * network.Description.OutputLength)], Stream(network, input[..(20 * network.Description.InputLength)], state, [7, 13]));
        var copy = (NetworkState)state.GetType().GetMethod("Copy")!.Invoke(state, [])!;
        Assert.Equal(20, copy.Position);
        float[] rest = input[(20 * network.Description.InputLength)..], after = expected[(20 * network.Description.OutputLength)..];
        Near(after, Stream(network, rest, state, [41]));
        Near(after, Stream(network, rest, copy, [1, 40]));
        state.Reset();
        Assert.Equal(0, state.Position);
        Near(expected, Stream(network, input, state, [30, 31]));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_saved_state_goes_on_where_it_was(string name)
    {
        var (network, input, expected) = Whole(name);
        var state = NewState(network);
        Stream(network, input[..(20 * network.Description.InputLength)], state, [20]);
        using var file = new MemoryStream();
        state.Save(file);
        file.Position = 0;
        var loaded = NewState(network);
        loaded.Load(file);
        Assert.Equal(20, loaded.Position);
        Near(expected[(20 * network.Description.OutputLength)..], Stream(network, input[(20 * network.Description.InputLength)..], loaded, [40, 1]));

        // What does not fit changes nothing.
        using var other = new MemoryStream();
        SequenceNetworks.Create("Bare").Save(other);
        other.Position = 0;
        Assert.Contains("no position", Assert.Throws<SafetensorsException>(() => loaded.Load(other)).Message, StringComparison.Ordinal);
        Assert.Equal(Steps, loaded.Position);
    }

    [Fact]
    public void A_state_knows_what_it_carries_by_PyTorchs_names()
    {
        var states = SequenceNetworks.Create("Lstm").Description.States;
        Assert.Equal(["lstm1.h_l0", "lstm1.c_l0"], states.Select(s => s.Name));
        Assert.All(states, s => Assert.Equal([20], s.Shape));
        Assert.Empty(SequenceNetworks.Create("Mixed").Description.States);
    }

    /// <summary>Sequences of more steps than a block has: their memory does not grow with them.</summary>
    [Theory]
    [InlineData("Endless")]
    [InlineData("EndlessLast")]
    public void A_long_sequence_is_computed_in_blocks(string name)
    {
        const int steps = 50_000;
        var network = SequenceNetworks.Create(name);
        var isOne = SequenceNetworks.YieldsOne(name);
        int inputLength = network.Description.InputLength, outputLength = network.Description.OutputLength;
        float[] input = [.. Noise.Values(7, steps * inputLength, -1, 1).Select(v => (float)v)], output = new float[(isOne ? 1 : steps) * outputLength], streamed = new float[output.Length];
        network.Forward(input, output);
        var step = Step(network, NewState(network));
        foreach (var (first, count) in new[] { (0, 7), (7, 993), (1000, 1), (1001, steps - 1001) })
            step(input.AsSpan(first * inputLength, count * inputLength), isOne ? streamed : streamed.AsSpan(first * outputLength, count * outputLength));
        Near(output, streamed);
        // With a workspace, and again with the memory there is.
        var workspace = network.CreateWorkspace();
        for (var call = 0; call < 2; call++)
        {
            Array.Clear(streamed);
            network.Forward(input, streamed, workspace);
            Near(output, streamed);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        network.Forward(input, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("LastRnn")]
    [InlineData("LastGru")]
    public void One_output_is_that_of_the_steps_so_far(string name)
    {
        var network = SequenceNetworks.Create(name);
        var step = Step(network, NewState(network));
        var (inputLength, outputLength) = (network.Description.InputLength, network.Description.OutputLength);
        float[] input = [.. Noise.Values(7, Steps * inputLength, -1, 1).Select(v => (float)v)], output = new float[outputLength], expected = new float[outputLength];
        var done = 0;
        foreach (var block in new[] { 1, 1, 7, 20, 32 })
        {
            step(input.AsSpan(done * inputLength, block * inputLength), output);
            done += block;
            network.Forward(input.AsSpan(0, done * inputLength), expected);
            Near(expected, output);
        }
    }

    [Fact]
    public void A_network_that_runs_backwards_has_no_step()
    {
        var type = SequenceNetworks.TypeOf("GruDeep");
        Assert.Null(type.GetMethod("Step"));
        Assert.Null(type.GetNestedType("State"));
        var run = GeneratorRun.From(SequenceNetworks.Source("GruDeep"));
        Assert.Contains(run.Diagnostics, d => d.Id == "NG0902" && d.GetMessage(null).Contains("Gru (\"gru1\")", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stream_may_be_longer_than_a_sequence()
    {
        var (network, input, _) = Whole("Rnn");
        var state = NewState(network);
        for (var i = 0; i < 10; i++) Assert.All(Stream(network, input, state, [Steps]), value => Assert.True(float.IsFinite(value)));
        Assert.Equal(10 * Steps, state.Position);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var network = SequenceNetworks.Create("Rnn");
        var state = NewState(network);
        void refused(string part, Action call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        var step = Step(network, state);
        refused("k x 5 input values and k x 7 output values for k of 1 or more steps, but got 0 and 0", () => step([], []));
        refused("but got 5 and 8", () => step(new float[5], new float[8]));
        refused("but got 6 and 7", () => step(new float[6], new float[7]));
        var shared = new float[12];
        refused("must not overlap", () => step(shared.AsSpan(0, 5), shared.AsSpan(4, 7)));
        Assert.Equal(0, state.Position);
    }

    [Fact]
    public void Nothing_is_allocated_after_the_first_call()
    {
        foreach (var name in Names)
        {
            var network = SequenceNetworks.Create(name);
            var step = Step(network, NewState(network));
            float[] input = new float[8 * network.Description.InputLength], output = new float[8 * network.Description.OutputLength];
            void all()
            {
                step(input, output);
                step(input.AsSpan(0, network.Description.InputLength), output.AsSpan(0, network.Description.OutputLength));
            }

            all();
            var before = GC.GetAllocatedBytesForCurrentThread();
            all();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static (INetwork Network, float[] Input, float[] Output) Whole(string name)
    {
        var network = SequenceNetworks.Create(name);
        float[] input = [.. Noise.Values(7, Steps * network.Description.InputLength, -1, 1).Select(v => (float)v)], output = new float[Steps * network.Description.OutputLength];
        network.Forward(input, output);
        return (network, input, output);
    }

    private static NetworkState NewState(INetwork network) => (NetworkState)Activator.CreateInstance(network.GetType().GetNestedType("State")!)!;

    private static float[] Stream(INetwork network, float[] input, NetworkState state, IEnumerable<int> blocks)
    {
        int inputLength = network.Description.InputLength, outputLength = network.Description.OutputLength, done = 0;
        var output = new float[input.Length / inputLength * outputLength];
        var step = Step(network, state);
        foreach (var block in blocks)
        {
            step(input.AsSpan(done * inputLength, block * inputLength), output.AsSpan(done * outputLength, block * outputLength));
            done += block;
        }

        return output;
    }

    private static StepMethod Step(INetwork network, NetworkState state)
    {
        var method = typeof(StreamTests).GetMethod(nameof(Bound), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(state.GetType());
        return (StepMethod)method.Invoke(null, [network, state])!;
    }

    private delegate void Stepped<TState>(ReadOnlySpan<float> input, Span<float> output, TState state);

    private static StepMethod Bound<TState>(INetwork network, TState state)
    {
        var step = network.GetType().GetMethod("Step")!.CreateDelegate<Stepped<TState>>(network);
        return (input, output) => step(input, output, state);
    }

    private static void Near(float[] expected, float[] actual) => Agreement.Near("values", [.. expected.Select(v => (double)v)], [.. actual.Select(v => (double)v)]);
}
