using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>In a project with CheckForOverflowUnderflow the emitted code computes the same and throws the same.</summary>
public sealed class CheckedArithmeticTests
{
    private const string Source = """
        using NetGen;
        namespace Ticked;
        [Network][Input(4)][Dense(3)][CrossEntropyLoss(IgnoreIndex = -100)] public sealed partial class Labelled;
        [Network][Input(3)][Embedding(50, 4), Flatten] public sealed partial class Embedded;
        [Network][Input(6)][Dense(8), Dropout(0.5f), Dense(2)][MeanSquaredErrorLoss] public sealed partial class Dropped;
        [Network][Input(3, 9, 9)][ConvTranspose2D(2, 3, Stride = 2, Padding = 1), MaxPool2D(3, Stride = 2, Padding = 1), Upsample(Scale = 2)][MeanSquaredErrorLoss] public sealed partial class Moved;
        [Network][Input(2, 11)][Conv1D(3, 3, Padding = 1, Groups = 1), BatchNorm, Relu, Flatten, Dense(2)][MeanSquaredErrorLoss] public sealed partial class Rows;
        """;

    private static readonly Lazy<LoadedAssembly> Checked = new(() => GeneratorRun.Checked(Source).Compile());

    private static readonly Lazy<LoadedAssembly> Unchecked = new(() => GeneratorRun.From(Source).Compile());

    [Theory, InlineData(-1), InlineData(3), InlineData(int.MinValue), InlineData(int.MaxValue)]
    public void A_label_that_is_no_class_is_refused(int label)
    {
        var network = (ILabelTrained)Checked.Value.CreateNetwork("Ticked.Labelled", 1);
        Assert.Throws<ArgumentException>(() => network.Evaluate(new float[4], [label]));
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[4], [label], new float[network.Parameters.Length]));
    }

    [Fact]
    public void A_row_of_no_number_is_what_it_is_unchecked()
    {
        INetwork one = Checked.Value.CreateNetwork("Ticked.Embedded", 1), other = Unchecked.Value.CreateNetwork("Ticked.Embedded", 1);
        foreach (var row in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, -1, 50, 7 })
        {
            float[] x = [row, 1, row], y = new float[12], z = new float[12];
            one.Forward(x, y);
            other.Forward(x, z);
            Assert.Equal(z, y);
        }
    }

    [Theory, InlineData("Dropped"), InlineData("Moved"), InlineData("Rows")]
    public void Numbers_are_the_same(string name)
    {
        ITargetTrained one = (ITargetTrained)Checked.Value.CreateNetwork($"Ticked.{name}", -5), other = (ITargetTrained)Unchecked.Value.CreateNetwork($"Ticked.{name}", -5);
        var info = one.Description;
        foreach (var step in new[] { 0u, uint.MaxValue })
        {
            (((IRandomized)one).RandomStep, ((IRandomized)other).RandomStep) = (step, step);
            float[] x = [.. Enumerable.Range(0, 7 * info.InputLength).Select(i => MathF.Sin(i))], t = new float[7 * info.TargetLength];
            float[] y = new float[7 * info.OutputLength], z = new float[y.Length], g = new float[info.ParameterLength], h = new float[g.Length];
            one.Forward(x, y);
            other.Forward(x, z);
            Assert.Equal(z, y);
            Assert.Equal(other.Gradient(x, t, h), one.Gradient(x, t, g));
            Assert.Equal(h, g);
            Assert.Equal(other.Evaluate(x, t), one.Evaluate(x, t));
        }
    }
}
