using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties;

/// <summary>Random networks of sequences: several at once, of several lengths, and step by step.</summary>
public sealed class SequenceNetworkTests
{
    private const int Sequences = 3, Steps = 5, NetworksOfCompilation = 12;

    // Single precision through a dozen recurrent steps and back, relative to the largest element.
    private const double Tolerance = 1e-4;

    private static readonly int[] Lengths = [4, 1, RandomSequence.Steps, 4, 2];

    private delegate void ForwardMany(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, Span<float> output);

    private delegate void Stepped<TState>(ReadOnlySpan<float> input, Span<float> output, TState state);

    [Fact]
    public void Emitted_code_agrees_with_the_interpreter_and_with_itself()
    {
        var genomes = Genome.Generator.Sample(Math.Max(NetworksOfCompilation, Settings.Compiled / 8), Settings.Random, 30).ToList();
        foreach (var some in genomes.Chunk(NetworksOfCompilation))
        {
            RandomSequence[] networks = [.. some.Select(RandomSequence.Of)];
            DeclaredNetwork[] declared = [.. networks.Select((n, i) => DeclarationSource.Of(n.Declaration, $"Sequence{i}", InstructionSet.ExecutableTargets))];
            using var batch = NetworkBatch.Compile(declared);
            for (var i = 0; i < networks.Length; i++)
            {
                var why = Failure(networks[i], batch, declared[i]);
                Assert.True(why is null, $"seed {Settings.Seed}: {why}\n{declared[i].Source}");
            }
        }
    }

    private static string? Failure(RandomSequence network, NetworkBatch batch, DeclaredNetwork declared)
    {
        try
        {
            var type = batch.TypeOf(declared.FullName);
            var interpreted = InterpretedNetwork.Of(batch.SpecificationOf(declared.FullName));
            var state = interpreted.State.ToDictionary(
                p => p.Key, p => Noise.Values((ulong)p.Key.Length + 7, p.Value.Aggregate(1, (product, extent) => product * extent), -1 / Math.Sqrt(p.Value[^1]), 1 / Math.Sqrt(p.Value[^1])), StringComparer.Ordinal);
            return Reference(network, interpreted, type, state) ?? Itself(network, type, state);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.ToString();
        }
    }

    private static string? Reference(RandomSequence network, InterpretedNetwork interpreted, Type type, Dictionary<string, double[]> state)
    {
        var judged = network.YieldsOne ? Sequences : Sequences * Steps;
        var inputs = Noise.Values(3, Sequences * Steps * interpreted.InputLength, -1, 1);
        var targets = interpreted.LabelClasses is { } classes
            ? Enumerable.Range(0, judged).Select(i => (double)(i * 7 % 5 % classes)).ToArray()
            : Noise.Values(5, judged * interpreted.TargetLength, -1, 1);
        var outputs = interpreted.Forward(Sequences, inputs, state);
        var exact = interpreted.Gradient(Sequences, inputs, targets, state);
        foreach (var isa in InstructionSet.Executable)
        {
            var emitted = CompiledNetwork.Of(type, isa);
            emitted.Rows = [.. Enumerable.Repeat(Sequences, Steps)];
            double[] rows = Swapped(inputs, Sequences, Steps), asked = network.YieldsOne ? targets : Swapped(targets, Sequences, Steps);
            var actual = emitted.Forward(Sequences * Steps, rows, state);
            if (Difference("outputs", outputs, network.YieldsOne ? actual : Swapped(actual, Steps, Sequences)) is { } wrong) return $"{isa.Name}: {wrong}";
            var gradient = emitted.Gradient(Sequences * Steps, rows, asked, state);
            if (Difference("loss", [exact.Loss], [gradient.Loss]) is { } loss) return $"{isa.Name}: {loss}";
            foreach (var (parameter, values) in exact.Gradients)
                if (Difference($"gradient of {parameter}", values, gradient.Gradients[parameter]) is { } other) return $"{isa.Name}: {other}";
        }

        return null;
    }

    /// <summary>Sequences of a batch against each alone, and steps of a stream against the whole sequence.</summary>
    private static string? Itself(RandomSequence network, Type type, Dictionary<string, double[]> state)
    {
        var instance = (INetwork)Activator.CreateInstance(type, 1)!;
        CompiledNetwork.Fill(instance.Parameters, instance.Description.Parameters, state);
        int inputLength = instance.Description.InputLength, outputLength = instance.Description.OutputLength, longest = Lengths.Max();
        float[] input = [.. Noise.Values(9, Lengths.Length * longest * inputLength, -1, 1).Select(v => (float)v)];
        var outputs = new float[Lengths.Length * (network.YieldsOne ? 1 : longest) * outputLength];
        type.GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>), typeof(Span<float>)])!.CreateDelegate<ForwardMany>(instance)(input, Lengths, outputs);
        for (var i = 0; i < Lengths.Length; i++)
        {
            var alone = new float[(network.YieldsOne ? 1 : Lengths[i]) * outputLength];
            instance.Forward(input.AsSpan(i * longest * inputLength, Lengths[i] * inputLength), alone);
            if (Difference($"sequence {i} of a batch", Doubles(alone), Doubles(outputs.AsSpan(i * outputs.Length / Lengths.Length, alone.Length))) is { } wrong) return wrong;
        }

        if (type.GetNestedType("State") is not { } carried) return null;
        var steps = typeof(SequenceNetworkTests).GetMethod(nameof(Streamed), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(carried).CreateDelegate<Func<INetwork, float[], int[], float[]>>();
        var whole = new float[(network.YieldsOne ? 1 : longest) * outputLength];
        instance.Forward(input.AsSpan(0, longest * inputLength), whole);
        foreach (var blocks in new int[][] { [.. Enumerable.Repeat(1, longest)], [1, longest - 1], [5, 5, longest - 10] })
            if (Difference($"steps in blocks of {string.Join(", ", blocks)}", Doubles(whole), Doubles(steps(instance, input[..(longest * inputLength)], blocks).AsSpan(^whole.Length..))) is { } wrong) return wrong;
        return null;
    }

    private static float[] Streamed<TState>(INetwork network, float[] input, int[] blocks)
        where TState : NetworkState, new()
    {
        var step = network.GetType().GetMethod("Step")!.CreateDelegate<Stepped<TState>>(network);
        var state = new TState();
        var outputs = new List<float>();
        var (done, inputLength, outputLength) = (0, network.Description.InputLength, network.Description.OutputLength);
        // A network that has one output for a sequence has one for a block.
        var isOne = network.Description.Layers[^1].IsOfSequences;
        foreach (var block in blocks)
        {
            var output = new float[(isOne ? 1 : block) * outputLength];
            step(input.AsSpan(done * inputLength, block * inputLength), output, state);
            outputs.AddRange(output);
            done += block;
        }

        return [.. outputs];
    }

    private static string? Difference(string what, double[] expected, double[] actual)
    {
        if (expected.Length != actual.Length) return $"{what}: {actual.Length} values instead of {expected.Length}";
        var tolerance = Tolerance * Math.Max(0.05, expected.Select(Math.Abs).Max());
        for (var i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance)) return $"{what}[{i}] is {actual[i]:G9} instead of {expected[i]:G9}";
        return null;
    }

    private static double[] Doubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (var i = 0; i < values.Length; i++) doubles[i] = values[i];
        return doubles;
    }

    /// <summary>[a, b, values] as [b, a, values].</summary>
    private static double[] Swapped(double[] values, int a, int b)
    {
        var size = values.Length / (a * b);
        var swapped = new double[values.Length];
        for (var i = 0; i < a; i++)
            for (var j = 0; j < b; j++) Array.Copy(values, ((i * b) + j) * size, swapped, ((j * a) + i) * size, size);
        return swapped;
    }
}
