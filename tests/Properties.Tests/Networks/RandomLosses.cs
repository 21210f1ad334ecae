using NetGen.Testing;

namespace NetGen.Properties.Networks;

/// <summary>A loss that fits a value.</summary>
internal static class RandomLosses
{
    public static void Add(Declaration declaration, Value x, string? on, List<Value> values, Choices c)
    {
        var (kind, arguments) = Choose(x, on, values, c);
        if (c.OneIn(4)) arguments.Add(("Weight", 0.5));
        declaration.LossOn(on, kind, [.. arguments]);
    }

    private static (string Kind, List<(string, object)> Arguments) Choose(Value x, string? on, List<Value> values, Choices c)
    {
        var arguments = new List<(string, object)>();
        switch (c.Below(4))
        {
            case 1 when x.Shape[0] > 1:
                var kind = c.Of<string>("CrossEntropyLoss", "FocalLoss", "MultiClassHingeLoss");
                if (kind == "CrossEntropyLoss" && c.OneIn(3)) arguments.Add(("LabelSmoothing", 0.1));
                if (kind == "CrossEntropyLoss" && c.OneIn(4)) arguments.Add(("IgnoreIndex", 0));
                if (c.OneIn(4)) arguments.Add(("ClassWeights", Enumerable.Range(0, x.Shape[0]).Select(i => 0.5 + (i % 3)).ToArray()));
                Reduce(arguments, c);
                return (kind, arguments);
            case 2 when on is not null && values.Find(v => v.Name != x.Name && v.Shape.SequenceEqual(x.Shape)) is { } other:
                arguments.Add(("Others", new[] { other.Name }));
                return ("ContentLoss", arguments);
            case 3:
                Reduce(arguments, c);
                return (c.Of<string>("MeanAbsoluteErrorLoss", "SmoothL1Loss", "HuberLoss", "BinaryCrossEntropyWithLogitsLoss", "HingeLoss", "LogisticLoss", "InnerProductLoss"), arguments);
            default:
                Reduce(arguments, c);
                return ("MeanSquaredErrorLoss", arguments);
        }
    }

    private static void Reduce(List<(string, object)> arguments, Choices c)
    {
        if (c.OneIn(4)) arguments.Add(("Reduction", 1));
    }
}
