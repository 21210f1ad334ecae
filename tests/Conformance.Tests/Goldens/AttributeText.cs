using System.Globalization;

namespace NetGen.Conformance.Goldens;

/// <summary>One attribute of a declaration as C# text: <c>Conv2D(6, 5, Padding = 2)</c>.</summary>
internal sealed class AttributeText(string kind)
{
    private readonly List<string> _positional = [];
    private readonly List<string> _named = [];

    /// <summary>The attribute's name without its suffix.</summary>
    public string Kind => kind;

    public AttributeText Args(params int[] values) => Positional(values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    public AttributeText Args(params string[] names) => Positional(names.Select(Quoted));

    public AttributeText Number(double value) => Positional([Literal(value)]);

    public AttributeText With(string name, int value) => Named(name, value.ToString(CultureInfo.InvariantCulture));

    public AttributeText With(string name, bool value) => Named(name, value ? "true" : "false");

    public AttributeText With(string name, double value) => Named(name, Literal(value));

    public AttributeText With(string name, string text) => Named(name, Quoted(text));

    public AttributeText WithEnum<T>(T value)
        where T : struct, Enum => Named(typeof(T).Name, $"{typeof(T).Name}.{value}");

    public AttributeText WithEnum<T>(string name, T value)
        where T : struct, Enum => Named(name, $"{typeof(T).Name}.{value}");

    public AttributeText With(string name, IEnumerable<double> values) => Named(name, $"new float[] {{ {string.Join(", ", values.Select(Literal))} }}");

    public AttributeText With(string name, IEnumerable<int> values) => Named(name, $"new[] {{ {string.Join(", ", values)} }}");

    /// <summary>One value for all axes (<c>Stride = 2</c>) or one an axis (<c>Strides = new[] { 2, 1 }</c>), as a user would write it.</summary>
    public AttributeText PerAxis(string name, int[] values) => values.Distinct().Count() == 1 ? With(name, values[0]) : With(name + "s", values);

    public override string ToString() => _positional.Count + _named.Count == 0 ? kind : $"{kind}({string.Join(", ", _positional.Concat(_named))})";

    private AttributeText Positional(IEnumerable<string> values)
    {
        _positional.AddRange(values);
        return this;
    }

    private AttributeText Named(string name, string value)
    {
        _named.Add($"{name} = {value}");
        return this;
    }

    private static string Quoted(string text) => $"\"{text}\"";

    private static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}
