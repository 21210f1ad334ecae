using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>A loss on a value of the network, or one of the conformance tests' losses with all its options on values that layers bring into its domain.</summary>
internal sealed class RandomLosses(RandomNetwork.Builder network, Choices c)
{
    private static readonly LossSample[] Samples = [.. LossSamples.All.Where(s => s.Shape.Aggregate(1, (p, e) => p * e) <= 80)];

    /// <summary>Adds a loss that judges <paramref name="x"/>, or values computed of it; <paramref name="mustName"/> where the network has several outputs.</summary>
    public void Add(Value x, bool mustName)
    {
        if (c.OneIn(3)) AddSample(x, c.Of<LossSample>(Samples));
        else AddPlain(x, mustName ? x.Name : null);
    }

    private void AddPlain(Value x, string? on)
    {
        var arguments = new List<(string, object)>();
        var (kind, domain) = ("MeanSquaredErrorLoss", (LossDomain?)LossDomain.Signed);
        switch (c.Below(5))
        {
            case 1 or 4 when x.Shape[0] > 1:
                (kind, domain) = (c.Of<string>("CrossEntropyLoss", "FocalLoss", "MultiClassHingeLoss", "NegativeLogLikelihoodLoss"), null);
                if (kind == "CrossEntropyLoss" && c.OneIn(3)) arguments.Add(("LabelSmoothing", 0.1));
                if (kind == "CrossEntropyLoss" && c.OneIn(5))
                {
                    domain = LossDomain.Shares;
                    arguments.Add(("SoftTargets", true));
                }
                else if (kind is "CrossEntropyLoss" or "NegativeLogLikelihoodLoss" && c.OneIn(3))
                {
                    arguments.Add(("IgnoreIndex", c.Of<int>(0, -100, 255, x.Shape[0] - 1)));
                }

                if (c.OneIn(3)) arguments.Add(("ClassWeights", Enumerable.Range(0, x.Shape[0]).Select(i => 0.5 + (i % 3)).ToArray()));
                break;
            case 2 when on is not null && network.Values.Find(v => v.Name != x.Name && v.Shape.SequenceEqual(x.Shape)) is { } other:
                (kind, domain) = ("ContentLoss", null);
                arguments.Add(("Others", new[] { other.Name }));
                break;
            case 3:
                (kind, domain) = c.Of<(string, LossDomain?)>(
                    ("MeanAbsoluteErrorLoss", LossDomain.Signed), ("SmoothL1Loss", LossDomain.Signed), ("HuberLoss", LossDomain.Signed),
                        ("BinaryCrossEntropyWithLogitsLoss", LossDomain.Shares),
                    ("HingeLoss", LossDomain.Signs), ("LogisticLoss", LossDomain.Signs), ("InnerProductLoss", LossDomain.Signed),
                        ("HingeEmbeddingLoss", LossDomain.Signs));
                if (kind == "BinaryCrossEntropyWithLogitsLoss" && c.OneIn(2))
                    arguments.Add(("PositiveWeights", Enumerable.Range(0, x.Shape[0]).Select(i => 0.5 + (i % 3)).ToArray()));
                break;
            default:
                break;
        }

        if (c.OneIn(4)) arguments.Add(("Reduction", c.Of<int>(1, 2)));
        if (c.OneIn(4)) arguments.Add(("Weight", 0.5));
        network.Loss(on, kind, domain, [.. arguments]);
    }

    private void AddSample(Value x, LossSample sample)
    {
        var judged = Bring(x, sample.Shape, sample.Outputs);
        var bounds = sample.OtherOutputs.Length > 0 ? sample.OtherOutputs : sample.Outputs;
        string[] others = [.. sample.Others.Select(shape => Bring(x, shape, bounds).Name)];
        (string, object)[] arguments = others.Length == 0 ? sample.Arguments : [.. sample.Arguments, ("Others", others)];
        network.Loss(judged.Name, sample.Kind, TakesValues(sample) ? LossDomain.Of(sample) : null, arguments);
    }

    private static bool TakesValues(LossSample sample) => sample.Kind switch
    {
        "CrossEntropyLoss" => sample.Arguments.Any(a => a.Name == "SoftTargets"),
        "FocalLoss" => sample.Arguments.Any(a => a.Name == "Binary"),
        "NegativeLogLikelihoodLoss" or "MultiClassHingeLoss" or "DistillationLoss" or "ProxyNcaLoss" => false,
        "TripletLoss" or "NPairLoss" or "StyleLoss" or "ContentLoss" => false,
        _ => true,
    };

    /// <summary>Layers that make a value of x a value of this shape within these bounds, which boxes have two of.</summary>
    private Value Bring(Value x, int[] shape, (double Low, double High)[] bounds)
    {
        int[] part = bounds.Length == 4 ? [.. shape[..^1], 2] : shape;
        var parts = new List<Value>();
        foreach (var (low, high) in bounds.Length == 4 ? [bounds[0], bounds[2]] : bounds.Length == 0 ? [(0, 0)] : bounds[..1])
        {
            var count = part.Aggregate(1, (product, extent) => product * extent);
            var flat = x.Rank == 1 ? x : network.Layer(new("Flatten", [x.Count], 0), x);
            var value = network.Layer(new("Dense", [count], (long)count * x.Count, ("Units", count)), flat);
            if (part.Length > 1) value = network.Layer(new("Reshape", part, 0, ("Shape", part)), value);
            if (high > low)
                value = network.Layer(new("Activation", part, count, ("Expression", FormattableString.Invariant($"{low} + {high - low:0.##} * sigmoid(x)"))), value);
            parts.Add(value);
        }

        return parts.Count == 1 ? parts[0] : network.Layer(new("Concat", shape, 0, ("Axis", shape.Length - 1)) { Others = [parts[1].Name] }, parts[0]);
    }
}
