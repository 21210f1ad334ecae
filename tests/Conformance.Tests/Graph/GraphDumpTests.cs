using NetGen.Conformance.Gradients;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

public sealed class GraphDumpTests
{
    private static TrainingGraph Perceptron => TrainingGraph.Of(new Declaration()
        .Input([4])
        .Layer("Dense", ("Units", 3))
        .Layer("Tanh")
        .Layer("Dense", ("Units", 2))
        .Loss("CrossEntropyLoss"));

    [Fact]
    public void A_perceptron_before_differentiation() => Snapshot.Matches(Perceptron.Forward.ToString());

    [Fact]
    public void A_perceptron_after_differentiation() => Snapshot.Matches(Perceptron.Differentiated.ToString());
}
