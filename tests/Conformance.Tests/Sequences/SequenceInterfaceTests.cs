using System.Reflection;
using NetGen.Conformance.Layers;
using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Sequences;

/// <summary>What a caller hands to a network of sequences: one, or several of several lengths, padded to the longest.</summary>
public sealed class SequenceInterfaceTests
{
    private static readonly int[] Lengths = [3, 1, 17, 17, 2, 17, 16, 17];

    private delegate void ForwardMethod(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, Span<float> output);

    private delegate float EvaluateOne(ReadOnlySpan<float> input, ReadOnlySpan<float> targets);

    private delegate float EvaluateMany(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<float> targets);

    private delegate float GradientOne(ReadOnlySpan<float> input, ReadOnlySpan<float> targets, Span<float> gradient);

    private delegate float GradientMany(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<float> targets, Span<float> gradient);

    private delegate float TrainMany(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<float> targets, Optimizer optimizer);

    private delegate float LabelledOne(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, Span<float> gradient);

    private delegate float LabelledMany(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<int> labels, Span<float> gradient);

    [Theory]
    [InlineData("Mixed")]
    [InlineData("Whole")]
    [InlineData("Single")]
    [InlineData("Bare")]
    [InlineData("Rnn")]
    [InlineData("LstmDeep")]
    [InlineData("GruDeep")]
    public void Sequences_of_a_batch_are_computed_as_each_alone(string name)
    {
        var network = SequenceNetworks.Create(name);
        var (inputLength, outputLength) = (network.Description.InputLength, network.Description.OutputLength);
        Assert.Equal(SequenceNetworks.Steps, network.Description.Steps);
        var batch = Padded(3, inputLength);
        var output = new float[Lengths.Length * Lengths.Max() * outputLength];
        Array.Fill(output, float.NaN);
        Bind<ForwardMethod>(network, "Forward")(batch, Lengths, output);
        for (var i = 0; i < Lengths.Length; i++)
        {
            var alone = new float[Lengths[i] * outputLength];
            network.Forward(Sequence(batch, i, inputLength), alone);
            Near(alone, Sequence(output, i, outputLength).ToArray());
            Assert.All(output.Skip((i * Lengths.Max() * outputLength) + alone.Length).Take((Lengths.Max() - Lengths[i]) * outputLength), value => Assert.Equal(0f, value));
        }

        // An empty batch has an empty output.
        Bind<ForwardMethod>(network, "Forward")([], [], []);
    }

    [Theory]
    [InlineData("Mixed")]
    [InlineData("Rnn")]
    [InlineData("Lstm")]
    [InlineData("LstmDeep")]
    [InlineData("GruDeep")]
    [InlineData("LastRnn")]
    [InlineData("LastLstm")]
    public void The_loss_of_a_batch_is_the_mean_over_the_steps_that_there_are(string name)
    {
        var network = SequenceNetworks.Create(name);
        var isOne = SequenceNetworks.YieldsOne(name);
        int inputLength = network.Description.InputLength, outputLength = network.Description.OutputLength;
        float[] batch = Padded(3, inputLength), targets = isOne ? Padded(4, outputLength)[..(Lengths.Length * outputLength)].Select(v => float.IsNaN(v) ? 0.25f : v).ToArray() : Padded(4, outputLength);
        var gradient = new float[network.Parameters.Length];
        var loss = Bind<GradientMany>(network, "Gradient")(batch, Lengths, targets, gradient);
        double expectedLoss = 0;
        var expected = new double[gradient.Length];
        var evaluated = 0.0;
        for (var i = 0; i < Lengths.Length; i++)
        {
            var own = new float[gradient.Length];
            var share = isOne ? 1.0 / Lengths.Length : (double)Lengths[i] / Lengths.Sum();
            var target = isOne ? targets.AsSpan(i * outputLength, outputLength) : Sequence(targets, i, outputLength);
            expectedLoss += share * Bind<GradientOne>(network, "Gradient")(Sequence(batch, i, inputLength), target, own);
            evaluated += share * Bind<EvaluateOne>(network, "Evaluate")(Sequence(batch, i, inputLength), target);
            for (var p = 0; p < own.Length; p++) expected[p] += share * own[p];
        }

        Assert.Equal(expectedLoss, loss, 1e-5);
        Assert.Equal(evaluated, Bind<EvaluateMany>(network, "Evaluate")(batch, Lengths, targets), 1e-5);
        Near([.. expected.Select(g => (float)g)], gradient);

        // A step of training is the gradient and the optimiser's step.
        var trained = SequenceNetworks.Create(name);
        Assert.Equal(loss, Bind<TrainMany>(trained, "Train")(batch, Lengths, targets, new Sgd(0.1f)), 1e-6f);
        new Sgd(0.1f).Step(network.Parameters, gradient);
        Near(network.Parameters.ToArray(), trained.Parameters.ToArray());
    }

    /// <summary>More steps than are computed together: the scratch memory of a group is limited.</summary>
    [Fact]
    public void Many_sequences_are_computed_in_groups()
    {
        var network = SequenceNetworks.Create("LstmWide");
        int[] lengths = [.. Enumerable.Range(0, 400).Select(i => 1 + (i * 31 % SequenceNetworks.Steps))];
        int longest = lengths.Max(), inputLength = network.Description.InputLength, outputLength = network.Description.OutputLength;
        Assert.True(lengths.Sum() * (long)network.Description.WorkspaceLength > 5 * 1024 * 1024, "all of them fit into one group");
        float[] batch = [.. Noise.Values(3, lengths.Length * longest * inputLength, -1, 1).Select(v => (float)v)], output = new float[lengths.Length * longest * outputLength];
        Array.Fill(output, float.NaN);
        Bind<ForwardMethod>(network, "Forward")(batch, lengths, output);
        for (var i = 0; i < lengths.Length; i += 7)
        {
            var alone = new float[lengths[i] * outputLength];
            network.Forward(batch.AsSpan(i * longest * inputLength, lengths[i] * inputLength), alone);
            Near(alone, output[(i * longest * outputLength)..((i * longest * outputLength) + alone.Length)]);
        }

        Assert.DoesNotContain(output, float.IsNaN);
    }

    [Theory]
    [InlineData("LastRnn")]
    [InlineData("LastLstm")]
    [InlineData("LastGru")]
    public void A_sequence_has_one_output(string name)
    {
        var network = SequenceNetworks.Create(name);
        var (inputLength, outputLength) = (network.Description.InputLength, network.Description.OutputLength);
        var batch = Padded(3, inputLength);
        var output = new float[Lengths.Length * outputLength];
        Bind<ForwardMethod>(network, "Forward")(batch, Lengths, output);
        var workspace = network.CreateWorkspace();
        for (var i = 0; i < Lengths.Length; i++)
        {
            var alone = new float[outputLength];
            network.Forward(Sequence(batch, i, inputLength), alone, workspace);
            Near(alone, output[(i * outputLength)..((i + 1) * outputLength)]);
            Near(alone, workspace.Activation(network.Description.Layers[^1]));
        }

        Assert.Equal(outputLength, workspace.Activation(network.Description.Layers[^1]).Length);
        void refused(string part, Action call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        refused($"of one sequence and {outputLength} output values, but got {2 * inputLength} and {2 * outputLength}", () => network.Forward(new float[2 * inputLength], new float[2 * outputLength]));
        refused($"2 x {outputLength} values, those of 2 sequences", () => Bind<ForwardMethod>(network, "Forward")(new float[2 * inputLength], [1, 1], new float[3 * outputLength]));
    }

    [Fact]
    public void Labels_behind_the_end_do_not_count()
    {
        foreach (var name in new[] { "Labels", "Weighted" })
        {
            var network = SequenceNetworks.Create(name);
            var batch = Padded(3, 5);
            var labels = new int[Lengths.Length * Lengths.Max()];
            var packed = new List<int>();
            var inputs = new List<float>();
            Array.Fill(labels, 12345);
            for (var i = 0; i < Lengths.Length; i++)
            {
                for (var t = 0; t < Lengths[i]; t++) packed.Add(labels[(i * Lengths.Max()) + t] = (i + t) % 3);
                inputs.AddRange(Sequence(batch, i, 5).ToArray());
            }

            float[] gradient = new float[network.Parameters.Length], expected = new float[gradient.Length];
            var loss = Bind<LabelledMany>(network, "Gradient")(batch, Lengths, labels, gradient);
            // All steps as one sequence, which is longer than a caller's may be: by the interface that takes parts of batches.
            var all = ((ITrainedInParts)network).Gradient([.. inputs], [.. packed], [], packed.Count, [], expected);
            Assert.Equal(all, loss);
            Assert.Equal(expected, gradient);
            // One sequence is a batch of one length.
            var one = Bind<LabelledOne>(network, "Gradient")(Sequence(batch, 2, 5), packed.Skip(4).Take(17).ToArray(), expected);
            Assert.Equal(one, Bind<LabelledMany>(network, "Gradient")(Sequence(batch, 2, 5), [17], packed.Skip(4).Take(17).ToArray(), gradient));
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void Random_layers_draw_another_mask_for_each_step_and_call()
    {
        var network = SequenceNetworks.Create("Dropped");
        var ones = Enumerable.Repeat(1f, 8 * 70).ToArray();
        // Each element is 0 or 2, and the loss of targets 0 is 2 on average; so it is over many steps.
        var loss = Enumerable.Range(0, 20).Average(_ => Bind<GradientOne>(network, "Gradient")(ones, new float[ones.Length], new float[network.Parameters.Length]));
        Assert.Equal(2, loss, 0.1);
        Assert.Equal(1, Bind<EvaluateOne>(network, "Evaluate")(ones, new float[ones.Length]), 1e-6);
    }

    [Fact]
    public void The_greatest_length_changes_no_number()
    {
        var inputs = Noise.Values(3, 35 * 5, -1, 1).Select(v => (float)v).ToArray();
        var outputs = new[] { "Mixed", "Shorter", "Longer" }.Select(name =>
        {
            var output = new float[35 * 3];
            SequenceNetworks.Create(name).Forward(inputs, output);
            return output;
        }).ToList();
        Assert.Equal(outputs[0], outputs[1]);
        Assert.Equal(outputs[0], outputs[2]);
    }

    [Theory]
    [InlineData("Mixed")]
    [InlineData("Rnn")]
    [InlineData("LstmDeep")]
    [InlineData("LastRnn")]
    public void Nothing_is_allocated_after_the_first_call(string name)
    {
        var network = SequenceNetworks.Create(name);
        var (inputLength, outputLength, outputs) = (network.Description.InputLength, network.Description.OutputLength, SequenceNetworks.YieldsOne(name) ? Lengths.Length : Lengths.Length * Lengths.Max());
        float[] batch = Padded(3, inputLength), targets = new float[outputs * outputLength], output = new float[outputs * outputLength], gradient = new float[network.Parameters.Length];
        var forward = Bind<ForwardMethod>(network, "Forward");
        var evaluate = Bind<EvaluateMany>(network, "Evaluate");
        var compute = Bind<GradientMany>(network, "Gradient");
        var train = Bind<TrainMany>(network, "Train");
        var optimizer = new Sgd(0.01f);
        void all()
        {
            forward(batch, Lengths, output);
            evaluate(batch, Lengths, targets);
            compute(batch, Lengths, targets, gradient);
            train(batch, Lengths, targets, optimizer);
            network.Forward(batch.AsSpan(0, 3 * inputLength), output.AsSpan(0, (SequenceNetworks.YieldsOne(name) ? 1 : 3) * outputLength));
        }

        all();
        var before = GC.GetAllocatedBytesForCurrentThread();
        all();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_a_layer_yielded_can_be_read_step_by_step()
    {
        var network = SequenceNetworks.Create("Bare");
        var workspace = network.CreateWorkspace(4);
        float[] input = [.. Noise.Values(3, 9 * 6, -1, 1).Select(v => (float)v)], output = new float[9 * 4];
        network.Forward(input, output, workspace);
        Near(output, workspace.Activation(network.Description.Layers[^1]));
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        var network = SequenceNetworks.Create("Mixed");
        var forward = Bind<ForwardMethod>(network, "Forward");
        void refused(string part, Action call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        refused("T from 1 to 70 steps, but got 0", () => network.Forward([], []));
        refused("T from 1 to 70 steps, but got 355", () => network.Forward(new float[71 * 5], new float[71 * 3]));
        refused("T from 1 to 70 steps, but got 7", () => network.Forward(new float[7], new float[3]));
        refused("T x 3 output values, but got 10 and 3", () => network.Forward(new float[10], new float[3]));
        refused("sequence 1 has 0 steps, but must have 1 to 70", () => forward(new float[5], [1, 0], new float[3]));
        refused("sequence 0 has 71 steps, but must have 1 to 70", () => forward(new float[71 * 5], [71], new float[71 * 3]));
        refused("sequence 0 has -1 steps", () => forward([], [-1], []));
        refused("2 x 3 x 5 values (2 sequences, padded to the longest of 3 steps), but got 20", () => forward(new float[20], [3, 1], new float[18]));
        refused("2 x 3 x 3 values", () => forward(new float[30], [3, 1], new float[12]));
        var shared = new float[48];
        refused("must not overlap", () => forward(shared.AsSpan(0, 30), [3, 1], shared.AsSpan(29, 18)));
        refused("T from 1 to 70", () => Bind<EvaluateOne>(network, "Evaluate")(new float[71 * 5], new float[71 * 3]));
        refused("1 x 2 x 3 values", () => Bind<EvaluateMany>(network, "Evaluate")(new float[10], [2], new float[5]));
        refused("with T of at least 1", () => Bind<EvaluateMany>(network, "Evaluate")([], [], []));
        var gradient = new float[network.Parameters.Length];
        refused("must not overlap", () => Bind<GradientMany>(network, "Gradient")(gradient.AsSpan(0, 20), [2, 1], new float[12], gradient));
        // A refused call leaves the network usable.
        Assert.True(float.IsFinite(Bind<GradientMany>(network, "Gradient")(new float[20], [2, 1], new float[12], gradient)));
    }

    [Fact]
    public void A_data_set_of_samples_is_not_for_sequences()
    {
        var trainer = typeof(Trainer<>).MakeGenericType(SequenceNetworks.TypeOf("Mixed"));
        var refused = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(trainer, SequenceNetworks.Create("Mixed"), new Sgd(0.1f)));
        Assert.Contains("is a network of sequences", Assert.IsType<ArgumentException>(refused.InnerException).Message, StringComparison.Ordinal);
    }

    private static T Bind<T>(INetwork network, string method)
        where T : Delegate => network.GetType().GetMethod(method, [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)])!.CreateDelegate<T>(network);

    /// <summary>Sequences padded to the longest; behind the end of each stands NaN.</summary>
    private static float[] Padded(ulong seed, int perStep)
    {
        var longest = Lengths.Max();
        var values = Noise.Values(seed, Lengths.Length * longest * perStep, -1, 1).Select(v => (float)v).ToArray();
        for (var i = 0; i < Lengths.Length; i++) values.AsSpan(((i * longest) + Lengths[i]) * perStep, (longest - Lengths[i]) * perStep).Fill(float.NaN);
        return values;
    }

    private static ReadOnlySpan<float> Sequence(float[] padded, int sequence, int perStep) => padded.AsSpan(sequence * Lengths.Max() * perStep, Lengths[sequence] * perStep);

    private static void Near(float[] expected, float[] actual) => Agreement.Near("values", [.. expected.Select(v => (double)v)], [.. actual.Select(v => (double)v)]);
}
