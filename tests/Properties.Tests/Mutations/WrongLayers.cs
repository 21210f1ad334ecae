using NetGen.Generator.Model;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Mutations;

/// <summary>A layer that cannot take the value it is put behind.</summary>
internal static class WrongLayers
{
    private static readonly string[] Expressions = ["x +", "unknown(x)", "(x", "", "y", "x ? 1", "1..2 * x", "max(x)", "x x", "x ^", "1e", "x <", "*", "x > 0 ? 1 :"];

    public static Mistake Make(ElementSpec[] elements, RandomNetwork network, Choices c)
    {
        ElementSpec[] sources = [.. elements.Where(e => e.Role is ElementRole.Input or ElementRole.Layer)];
        var source = c.Of<ElementSpec>(sources);
        var shape = network.Shapes[source.Name!];
        (string, int[])[] others = [.. sources.Where(s => s.Position <= source.Position).Select(s => (s.Name!, network.Shapes[s.Name!]))];
        var wrong = c.Of<Wrong>([.. Of(shape, others, c)]);
        var layer = new Declaration().Layer(wrong.Kind, "wrong", source.Name, wrong.Arguments).Elements[0];
        // What stood behind the source takes it by name, so that it does not depend on the layer put between.
        var changed = new List<ElementSpec>();
        foreach (var element in elements)
        {
            var isNext = element.Role == ElementRole.Layer && element.Position == source.Position + 1 && element.From is null;
            changed.Add(isNext ? element with { From = source.Name } : element);
            if (element.Position == source.Position) changed.Add(layer);
        }

        return Mistake.In(changed, source.Position + 1, wrong.Ids);
    }

    private static IEnumerable<Wrong> Of(int[] shape, (string Name, int[] Shape)[] others, Choices c)
    {
        int rank = shape.Length, channels = shape[0];
        long count = shape.Aggregate(1L, (p, e) => p * e);
        yield return new("NG0109", "Activation", ("Expression", c.Of<string>(Expressions)));
        yield return new("NG0108", "Reshape", ("Shape", new[] { (int)count + 1 }));
        yield return new("NG0105", "Reshape", ("Shape", new[] { -1, -1 }));
        yield return new("NG0105", "Reshape", ("Shape", new[] { 0, 4 }));
        yield return new("NG0105", "Softmax", ("Axis", c.Of<int>(rank, -rank - 1, int.MinValue, int.MaxValue)));
        yield return new("NG0105", "Permute", ("Axes", Enumerable.Repeat(0, rank + 1).ToArray()));
        yield return new("NG0105", "Dropout", ("Probability", c.Of<double>(1.5, -0.1, 1e30)));
        yield return new("NG0105", "Slice", ("Axis", 0), ("Start", channels), ("End", channels));
        yield return new("NG0101", "LayerNorm", ("Shape", new[] { shape[^1] + 1 }));
        yield return new("NG0102", "GroupNorm", ("Groups", channels + 1));
        yield return new("NG0102", "ChannelShuffle", ("Groups", channels + 1));
        yield return new("NG0102", "Maxout", ("Pieces", channels + 1));
        yield return new("NG0103", "Crop", ("Amounts", new[] { shape[^1], 0 }));
        yield return new("NG0105", "Pad", ("Amounts", new[] { 1, 2, 3 }));
        yield return new("NG0105", "Pad", ("Amounts", new[] { -1, 0 }));
        yield return new("NG0105", "Pad", ("Amounts", new[] { shape[^1] + 1, 0 }), ("Mode", 3));
        yield return new("NG0106", "Pad", ("Amounts", new[] { int.MaxValue, int.MaxValue }));
        yield return new("NG0007", "Add", ("Others", new[] { "nobody" }));
        yield return new("NG0007", "Dense", ("Units", 3), ("WeightsOf", "nobody"));
        if (rank <= 2) yield return new("NG0106", "Dense", ("Units", int.MaxValue));
        if (rank == 1) foreach (var kind in new[] { "GlobalMaxPool", "InstanceNorm", "Upsample", "SpatialDropout" }) yield return new("NG0101", kind);
        if (shape[^1] % 2 == 1) yield return new("NG0102", "Glu");
        if (rank == 3 && count > channels) yield return new("NG0101", "Dense", ("Units", 3));
        if (others.FirstOrDefault(o => o.Shape[^1] != shape[^1] && o.Shape[^1] > 1 && shape[^1] > 1) is { Name: not null } other)
        {
            yield return new("NG0104", "Multiply", ("Others", new[] { other.Name }));
            yield return new("NG0104", "Concat", ("Axis", rank > 1 ? 0 : -1), ("Others", new[] { rank > 1 || other.Shape.Length > 1 ? other.Name : "nobody" })) { AlsoIds = ["NG0007"] };
        }

        for (var spatial = 1; spatial <= 3; spatial++)
            foreach (var wrong in Windows(shape, spatial, c)) yield return wrong;
    }

    private static IEnumerable<Wrong> Windows(int[] shape, int spatial, Choices c)
    {
        var large = shape[^1] + c.Of<int>(1, 5, 1000, 1 << 30);
        if (shape.Length != spatial + 1)
        {
            yield return new("NG0101", $"Conv{spatial}D", ("Channels", 3), ("Kernel", 1));
            yield return new("NG0101", $"ConvTranspose{spatial}D", ("Channels", 3), ("Kernel", 1));
            yield return new("NG0101", $"MaxPool{spatial}D", ("Kernel", 1));
            yield return new("NG0101", $"AdaptiveAvgPool{spatial}D", ("Size", 1));
            yield break;
        }

        yield return new("NG0103", $"Conv{spatial}D", ("Channels", 3), ("Kernel", large));
        yield return new("NG0103", $"Conv{spatial}D", ("Channels", 3), ("Kernel", 2), ("Dilation", large));
        yield return new("NG0102", $"Conv{spatial}D", ("Channels", 3), ("Kernel", 1), ("Groups", shape[0] + 1));
        yield return new("NG0106", $"Conv{spatial}D", ("Channels", int.MaxValue), ("Kernel", 1));
        yield return new("NG0105", $"Conv{spatial}D", ("Channels", 3), ("Kernel", 1), ("Strides", new[] { 1, 1, 1, 1 }));
        yield return new("NG0105", $"Conv{spatial}D", ("Channels", 3), ("Kernel", 1), ("Padding", -2));
        yield return new("NG0103", $"AvgPool{spatial}D", ("Kernel", large));
        yield return new("NG0105", $"MaxPool{spatial}D", ("Kernel", 1), ("Padding", 1));
        yield return new("NG0105", $"LpPool{spatial}D", ("Kernel", 1), ("Power", 0));
        yield return new("NG0103", $"ConvTranspose{spatial}D", ("Channels", 2), ("Kernel", 1), ("Padding", large));
        yield return new("NG0105", $"ConvTranspose{spatial}D", ("Channels", 2), ("Kernel", 1), ("OutputPadding", 1));
        yield return new("NG0106", $"ConvTranspose{spatial}D", ("Channels", 2), ("Kernel", int.MaxValue));
        yield return new("NG0106", "Upsample", ("Scale", 1e9));
        yield return new("NG0106", "Upsample", ("Sizes", Enumerable.Repeat(int.MaxValue, spatial).ToArray()));
        yield return new("NG0105", "Upsample", ("Scale", c.Of<double>(-1, 0, 1e-9)));
        yield return new("NG0106", $"AdaptiveMaxPool{spatial}D", ("Size", int.MaxValue));
    }

    private sealed record Wrong(string Id, string Kind, params (string Name, object Value)[] Arguments)
    {
        public string[] AlsoIds { get; init; } = [];

        public string[] Ids => [Id, .. AlsoIds];
    }
}
