using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>The code emitted for every loss, on every instruction set this machine executes, against the interpreter.</summary>
public sealed class LossEmissionTests
{
    private static readonly IReadOnlyList<LossSample> Samples = [.. LossSamples.All, .. LossSamples.Extreme];

    private static readonly Lazy<NetworkBatch> Compiled =
        new(() => NetworkBatch.Compile([.. Samples.Select((sample, i) => DeclarationSource.Of(sample.OnFeatures(), ClassOf(i)))]));

    public static TheoryData<int, string, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string, string>();
            for (var i = 0; i < Samples.Count; i++)
                foreach (var isa in InstructionSet.Here) data.Add(i, isa.Name, Samples[i].ToString());
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Emitted_losses_agree_with_the_interpreter(int index, string isa, string name)
    {
        var sample = Samples[index];
        var emitted = CompiledNetwork.Of(Compiled.Value.TypeOf($"NetGen.Samples.{ClassOf(index)}"), InstructionSet.Here.Single(i => i.Name == isa));
        var reference = InterpretedNetwork.Of(sample.OnFeatures().ToSpec(ClassOf(index)));
        var state = reference.State.ToDictionary(s => s.Key, s => Noise.Values(7, s.Value.Aggregate(1, (p, e) => p * e), -1, 1));
        sample.FillDense(state);
        foreach (var batch in new[] { 1, 7, 33 })
        {
            var features = Noise.Values(5, batch * LossSample.Features, -1, 1);
            var targets = sample.PackedTargets(reference.Targets, batch);
            var (expected, actual) = (reference.Gradient(batch, features, targets, state), emitted.Gradient(batch, features, targets, state));
            Close(expected.Loss, actual.Loss, Math.Abs(expected.Loss), $"loss of {batch} ({name})");
            Close(expected.Loss, emitted.Evaluate(batch, features, targets, state), Math.Abs(expected.Loss), $"evaluated loss of {batch} ({name})");
            var scale = expected.Gradients.Values.Max(g => g.Max(Math.Abs));
            foreach (var (parameter, values) in actual.Gradients)
            {
                // What the loss does not depend on (a teacher) has no gradient in the graph and zeros in the block.
                var wanted = expected.Gradients.GetValueOrDefault(parameter, new double[values.Length]);
                for (var i = 0; i < values.Length; i++) Close(wanted[i], values[i], scale, $"d loss / d {parameter}[{i}] of {batch} ({name})");
            }
        }
    }

    /// <summary>Sums of up to a few thousand terms in single precision, relative to the largest of them. NaN and infinity fail.</summary>
    private static void Close(double expected, double actual, double scale, string what)
    {
        if (!(Math.Abs(expected - actual) <= 2e-6 + (2e-5 * scale))) Assert.Fail($"The {what} is {actual:G9}, but {expected:G9} is expected");
    }

    private static string ClassOf(int index) => $"Loss{index}";
}
