using NetGen.Generator.Model;

namespace NetGen.Properties.Oracles;

/// <summary>A layer as declared, with the values it takes and its parameters.</summary>
internal sealed record LayerCall(ElementSpec Element, IReadOnlyList<Plane> Sources, Func<string, Plane?> Parameter, int[] Shape)
{
    private readonly Dictionary<string, Constant> _arguments = Element.Arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);

    public string Kind => Element.Kind;

    public Plane X => Sources[0];

    /// <summary>Axes behind the channels.</summary>
    public int SpatialRank => X.Rank - 1;

    public Plane Weight => Parameter("weight")!;

    public bool Has(string name) => _arguments.ContainsKey(name);

    public double Number(string name, double otherwise) => _arguments.TryGetValue(name, out var value) ? value.Number : otherwise;

    public int Int(string name, int otherwise) => (int)Number(name, otherwise);

    public bool Flag(string name, bool otherwise) => Number(name, otherwise ? 1 : 0) != 0;

    public string Text(string name) => _arguments[name].Text;

    public int[] Ints(string name) => [.. Numbers(name).Select(n => (int)n)];

    public double[] Numbers(string name) => !_arguments.TryGetValue(name, out var value) ? [] : value.Kind == ConstantKind.Numbers ? [.. value.Numbers] : [value.Number];

    public int Axis(string name, int otherwise) => Int(name, otherwise) is >= 0 and var axis ? axis : Int(name, otherwise) + X.Rank;

    /// <summary>One number an axis, of <c>Stride</c> or <c>Strides</c>.</summary>
    public int[] PerAxis(string name, int otherwise) => Ints(Has($"{name}s") ? $"{name}s" : name) switch
    {
        [] => [.. Enumerable.Repeat(otherwise, SpatialRank)],
        [var all] => [.. Enumerable.Repeat(all, SpatialRank)],
        var given => given,
    };

    /// <summary>Elements in front of each spatial axis (those behind follow from the result's extent).</summary>
    public int[] Low(int[] kernel, int[] stride, int[] dilation)
    {
        var given = Ints("Paddings");
        if (given.Length == 2 * SpatialRank) return [.. given.Where((_, i) => i % 2 == 0)];
        int[] low = PerAxis("Padding", 0);
        for (var a = 0; a < low.Length; a++)
        {
            if (low[a] != Dim.Same) continue;
            var windows = (X.Shape[a + 1] + stride[a] - 1) / stride[a];
            low[a] = Math.Max(0, ((windows - 1) * stride[a]) + ((kernel[a] - 1) * dilation[a]) + 1 - X.Shape[a + 1]) / 2;
        }

        return low;
    }
}
