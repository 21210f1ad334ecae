using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Testing;

/// <summary>A network declaration put together in code: the same value the frontend reads from attributes.</summary>
internal sealed class Declaration
{
    private readonly List<ElementSpec> _elements = [];

    public IReadOnlyList<ElementSpec> Elements => _elements;

    public Declaration Input(int[] shape, string? name = null) => Add(ElementRole.Input, "Input", name, null, ("Shape", shape));

    /// <summary>Sequences of at most so many steps of this shape.</summary>
    public Declaration Sequence(int[] shape, int steps, string? name = null) => Add(ElementRole.Input, "Input", name, null, ("Shape", shape), ("Steps", steps));

    /// <param name="kind">The attribute's name without its suffix.</param>
    /// <param name="name">The layer's name, or null.</param>
    /// <param name="from">Its source, or null for the layer above.</param>
    /// <param name="arguments">Property names and values: numbers, flags, texts, or arrays of numbers or texts.</param>
    public Declaration Layer(string kind, string? name, string? from, params (string Name, object Value)[] arguments) =>
        Add(ElementRole.Layer, kind, name, from, arguments);

    public Declaration Layer(string kind, params (string Name, object Value)[] arguments) => Layer(kind, null, null, arguments);

    public Declaration Output(string layer) => Add(ElementRole.Output, "Output", null, layer);

    public Declaration Loss(string kind, params (string Name, object Value)[] arguments) => LossOn(null, kind, arguments);

    /// <param name="on">The value the loss judges, or null for the network's output.</param>
    /// <param name="kind">The attribute's name without its suffix.</param>
    /// <param name="arguments">Property names and values.</param>
    public Declaration LossOn(string? on, string kind, params (string Name, object Value)[] arguments) => Add(ElementRole.Loss, kind, null, on, arguments);

    public NetworkSpec ToSpec(string name) =>
        new("NetGen.Samples", name, $"public sealed partial class {name}", default, new NetworkOptions(), _elements.ToEquatableArray());

    /// <summary>These elements, numbered anew.</summary>
    public static Declaration Of(IEnumerable<ElementSpec> elements)
    {
        var declaration = new Declaration();
        declaration._elements.AddRange(elements.Select((element, i) => element with { Position = i }));
        return declaration;
    }

    /// <summary>A value as an argument: a number, a flag, a text, or an array of numbers or texts.</summary>
    public static Constant Argument(object value) => ToConstant(value);

    /// <summary>The same with one argument of a layer (or, without a layer's name, of the loss) replaced or added.</summary>
    public Declaration With(string? layer, string argument, object value)
    {
        var changed = new Declaration();
        foreach (var element in _elements)
        {
            var isMeant = layer is null ? element.Role == ElementRole.Loss : element.Name == layer;
            var others = element.Arguments.Where(a => a.Name != argument).Append(new Argument(argument, ToConstant(value))).OrderBy(a => a.Name, StringComparer.Ordinal);
            changed._elements.Add(isMeant ? element with { Arguments = others.ToEquatableArray() } : element);
        }

        return changed;
    }

    private Declaration Add(ElementRole role, string kind, string? name, string? from, params (string Name, object Value)[] arguments)
    {
        var sorted = arguments.OrderBy(a => a.Name, StringComparer.Ordinal).Select(a => new Argument(a.Name, ToConstant(a.Value)));
        _elements.Add(new(role, kind, name, from, sorted.ToEquatableArray(), _elements.Count));
        return this;
    }

    private static Constant ToConstant(object value) => value switch
    {
        bool flag => Constant.Of(flag),
        int number => Constant.Of((double)number),
        double number => Constant.Of(number),
        string text => Constant.Of(text),
        int[] numbers => Constant.Of(numbers.Select(n => (double)n)),
        double[] numbers => Constant.Of(numbers),
        string[] texts => Constant.Of(texts),
        _ => throw new ArgumentException($"An argument cannot be a {value.GetType().Name}.", nameof(value)),
    };
}
