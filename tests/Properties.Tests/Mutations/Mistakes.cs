using NetGen.Generator.Model;
using NetGen.Generator.Support;
using NetGen.Properties.Networks;

namespace NetGen.Properties.Mutations;

/// <summary>The kinds of mistakes.</summary>
internal static class Mistakes
{
    private static readonly string[] Sizes = ["Units", "Channels", "Kernel", "Stride", "Strides", "Dilation", "Dilations", "Groups", "Size", "Sizes", "Bins", "Factor", "Pieces"];

    public static Mistake Make(RandomNetwork network, Choices c)
    {
        ElementSpec[] elements = [.. network.Declaration.Elements];
        int[] layers = [.. elements.Where(e => e.Role == ElementRole.Layer).Select(e => e.Position)];
        var at = c.Of<int>(layers);
        return c.Below(11) switch
        {
            0 => Mistake.In(With(elements, at, e => e with { From = "nobody" }), at, "NG0007"),
            1 => Mistake.In(With(elements, at, e => e with { From = elements[c.Of<int>([.. layers.Where(l => l >= at)])].Name }), at, "NG0008"),
            2 => Duplicate(elements, at, c),
            3 => NotPositive(elements, at, c),
            4 => WrongInput(elements, c),
            5 => WrongLosses.Make(elements, network, c),
            6 or 7 => WrongLayers.Make(elements, network, c),
            8 => HalfTyped.Make(elements, at, c),
            9 => Edited.Make(Mistake.SourceOf(elements), c),
            _ => ExtremeValues.Make(elements, c),
        };
    }

    public static IEnumerable<ElementSpec> With(ElementSpec[] elements, int position, Func<ElementSpec, ElementSpec> change) =>
        elements.Select(e => e.Position == position ? change(e) : e);

    public static ElementSpec With(ElementSpec element, string argument, object value) => element with
    {
        Arguments = element.Arguments.Where(a => a.Name != argument).Append(new Argument(argument, Testing.Declaration.Argument(value))).OrderBy(a => a.Name, StringComparer.Ordinal).ToEquatableArray(),
    };

    private static Mistake Duplicate(ElementSpec[] elements, int at, Choices c)
    {
        ElementSpec[] named = [.. elements.Where(e => e.Role is ElementRole.Input or ElementRole.Layer && e.Position < at)];
        var name = c.Of<ElementSpec>(named).Name!;
        return Mistake.In(With(elements, at, e => e with { Name = c.OneIn(2) ? name.ToUpperInvariant() : name }), at, "NG0006");
    }

    private static Mistake NotPositive(ElementSpec[] elements, int at, Choices c)
    {
        string[] sizes = [.. elements[at].Arguments.Select(a => a.Name).Where(Sizes.Contains)];
        if (sizes.Length == 0) return Mistake.In(With(elements, at, e => e with { From = "" }), at, "NG0007");
        var size = c.Of<string>(sizes);
        var wrong = c.Of<int>(0, -1, -7, int.MinValue);
        var isArray = elements[at].Arguments.Single(a => a.Name == size).Value.Kind == ConstantKind.Numbers;
        object value = isArray ? elements[at].Arguments.Single(a => a.Name == size).Value.Numbers.Select((n, i) => i == 0 ? wrong : (int)n).ToArray() : wrong;
        return Mistake.In(With(elements, at, e => With(e, size, value)), at, "NG0105");
    }

    private static Mistake WrongInput(ElementSpec[] elements, Choices c)
    {
        int[] shape = c.Of<int[]>([0], [-3], [3, 0, 3], [5, -1], [1 << 16, 1 << 16], [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue], [int.MinValue, int.MinValue]);
        return Mistake.In(With(elements, 0, e => With(e, "Shape", shape)), 0, shape.All(e => e > 0) ? "NG0106" : "NG0105");
    }
}
