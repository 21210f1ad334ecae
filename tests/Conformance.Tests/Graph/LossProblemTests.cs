using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

/// <summary>A loss that cannot judge its output is refused on its own attribute, with the shapes and a way out.</summary>
public sealed class LossProblemTests
{
    private static readonly (Declaration Declaration, string Id, string[] Words)[] Refused =
    [
        (Network().LossOn("wide", "CrossEntropyLoss", ("ClassWeights", new[] { 1.0, 2 })), "NG0105", ["2 ClassWeights", "[3]"]),
        (Network().LossOn("wide", "CrossEntropyLoss", ("LabelSmoothing", 1.0)), "NG0105", ["LabelSmoothing is 1"]),
        (Network().LossOn("one", "CrossEntropyLoss"), "NG0107", ["at least 2 classes", "[1]", "BinaryCrossEntropyWithLogitsLoss"]),
        (Network().LossOn("wide", "IoULoss"), "NG0107", ["[4] or [N, 4]", "[3]", "Reshape"]),
        (Network().LossOn("wide", "MultiClassHingeLoss", ("Power", 3)), "NG0105", ["Power is 3"]),
        (Network().LossOn("wide", "TripletLoss", ("Others", new[] { "one" })), "NG0107", ["positive", "negative", "names 1"]),
        (Network().LossOn("wide", "ContrastiveLoss", ("Others", new[] { "one" })), "NG0107", ["[3]", "[1]", "one shape"]),
        (Network().LossOn("wide", "GaussianNegativeLogLikelihoodLoss", ("Others", new[] { "image" })), "NG0107", ["variance", "[3]", "[2, 3, 2]"]),
        (Network().LossOn("wide", "StyleLoss", ("Others", new[] { "image" })), "NG0107", ["channels", "[3]", "[2, 3, 2]"]),
        (Network().LossOn("image", "ProxyNcaLoss", ("Classes", 4)), "NG0107", ["vector", "[2, 3, 2]", "Flatten"]),
        (Network().LossOn("wide", "ProxyNcaLoss", ("Classes", 1)), "NG0105", ["1 classes"]),
        (Network().LossOn("wide", "HuberLoss", ("Delta", 0.0)), "NG0105", ["Delta is 0", "above 0"]),
        (Network().LossOn("wide", "FocalLoss", ("Binary", true), ("ClassWeights", new[] { 1.0, 2, 3 })), "NG0105", ["Alpha"]),
        (Network().LossOn("wide", "DistillationLoss", ("Others", new[] { "wide" }), ("Temperature", 0.0)), "NG0105", ["Temperature is 0"]),
        (Network().LossOn("wide", "BinaryCrossEntropyWithLogitsLoss", ("PositiveWeights", new[] { 1.0, 2 })), "NG0105", ["2 PositiveWeights", "[3]"]),
    ];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Refused.Length; i++) data.Add(i, Refused[i].Declaration.Elements[^1].Kind);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_loss_that_does_not_fit_says_so(int number, string kind)
    {
        var (declaration, id, words) = Refused[number];
        var problems = new List<Problem>();
        Assert.Null(GraphBuilder.Build(declaration.ToSpec("Sample"), GraphMode.Training, withLoss: true, problems));
        var problem = Assert.Single(problems);
        Assert.Equal((id, declaration.Elements[^1].Position), (problem.Id, problem.Position));
        var message = string.Join(" ", problem.Arguments);
        Assert.Contains(kind, message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    private static Declaration Network() => new Declaration()
        .Input([12], "input")
        .Layer("Dense", "one", "input", ("Units", 1))
        .Layer("Reshape", "image", "input", ("Shape", new[] { 2, 3, 2 }))
        .Layer("Dense", "wide", "input", ("Units", 3));
}
