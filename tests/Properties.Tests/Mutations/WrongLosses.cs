using NetGen.Generator.Model;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Mutations;

/// <summary>A loss that cannot judge what it is put on.</summary>
internal static class WrongLosses
{
    public static Mistake Make(ElementSpec[] elements, RandomNetwork network, Choices c)
    {
        ElementSpec[] sources = [.. elements.Where(e => e.Role == ElementRole.Layer)];
        var on = c.Of<ElementSpec>(sources).Name!;
        var shape = network.Shapes[on];
        var (id, kind, arguments) = c.Of<(string, string, (string, object)[])>([.. Of(shape)]);
        var last = elements[^1];
        // It stands on the layer itself, whether that is an output or not: a loss may judge any value.
        var wrong = new Declaration().LossOn(id == "NG0007" ? "nobody" : on, kind, arguments).Elements[0];
        return Mistake.In([.. elements[..^1], wrong], last.Position, id);
    }

    private static IEnumerable<(string, string, (string, object)[])> Of(int[] shape)
    {
        yield return ("NG0007", "MeanSquaredErrorLoss", []);
        yield return ("NG0105", "HuberLoss", [("Delta", 0.0)]);
        if (shape[0] > 1) yield return ("NG0105", "MultiClassHingeLoss", [("Power", 3)]);
        yield return ("NG0105", "FocalLoss", [("Binary", true), ("ClassWeights", new[] { 1.0, 2 })]);
        yield return ("NG0107", "TripletLoss", [("Others", new[] { "input" })]);
        if (shape[^1] != 4) yield return ("NG0107", "IoULoss", []);
        if (shape[0] == 1) yield return ("NG0107", "CrossEntropyLoss", []);
        else yield return ("NG0105", "CrossEntropyLoss", [("LabelSmoothing", 1.0)]);
        if (shape[0] > 1) yield return ("NG0105", "CrossEntropyLoss", [("ClassWeights", Enumerable.Repeat(1.0, shape[0] + 1).ToArray())]);
        if (shape.Length > 1) yield return ("NG0107", "ProxyNcaLoss", [("Classes", 4)]);
        else yield return ("NG0105", "ProxyNcaLoss", [("Classes", 1)]);
    }
}
