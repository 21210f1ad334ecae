using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>The code emitted for every loss, on every instruction set this machine executes, against the interpreter.</summary>
public sealed class LossEmissionTests
{
    private static readonly Lazy<NetworkBatch> Compiled =
        new(() => NetworkBatch.Compile([.. LossSamples.All.Select((sample, i) => DeclarationSource.Of(sample.OnFeatures(), ClassOf(i)))]));

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var sample in LossSamples.All)
                foreach (var isa in InstructionSet.Here) data.Add(sample.ToString(), isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Emitted_losses_agree_with_the_interpreter(string name, string isa)
    {
        var index = LossSamples.All.Select((sample, i) => (sample, i)).Single(s => s.sample.ToString() == name).i;
        var sample = LossSamples.All[index];
        var type = Compiled.Value.TypeOf($"NetGen.Samples.{ClassOf(index)}");
        var emitted = CompiledNetwork.Of(type, InstructionSet.Here.Single(i => i.Name == isa));
        var reference = InterpretedNetwork.Of(sample.OnFeatures().ToSpec(ClassOf(index)));
        var state = reference.State.ToDictionary(s => s.Key, s => Noise.Values(7, s.Value.Aggregate(1, (p, e) => p * e), -1, 1));
        sample.FillDense(state);
        foreach (var batch in new[] { 1, 7, 33 })
        {
            var features = Noise.Values(5, batch * LossSample.Features, -1, 1);
            var targets = sample.PackedTargets(reference.Targets, batch);
            var (expected, actual) = (reference.Gradient(batch, features, targets, state), emitted.Gradient(batch, features, targets, state));
            Close(expected.Loss, actual.Loss, Math.Abs(expected.Loss), $"loss of {batch}");
            Close(expected.Loss, emitted.Evaluate(batch, features, targets, state), Math.Abs(expected.Loss), $"evaluated loss of {batch}");
            Assert.Equal(expected.Gradients.Keys.Order(), actual.Gradients.Keys.Order());
            foreach (var (parameter, values) in expected.Gradients)
                for (var i = 0; i < values.Length; i++) Close(values[i], actual.Gradients[parameter][i], values.Max(Math.Abs), $"d loss / d {parameter}[{i}] of {batch}");
        }
    }

    /// <summary>Sums of up to a few thousand terms in single precision, relative to the largest of them; NaN and infinity fail unless expected.</summary>
    private static void Close(double expected, double actual, double scale, string what)
    {
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        if (!(Math.Abs(expected - actual) <= 2e-6 + (2e-5 * scale))) Assert.Fail($"The {what} is {actual:G9}, but {expected:G9} is expected");
    }

    private static string ClassOf(int index) => $"Loss{index}";
}
