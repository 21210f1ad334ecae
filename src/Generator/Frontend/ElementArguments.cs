using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>The evaluated arguments of one attribute. Those the frontend itself acts on are taken out by name.</summary>
internal sealed class ElementArguments
{
    private readonly SortedDictionary<string, Constant> _values = new(StringComparer.Ordinal);

    public void Add(string name, Constant value) => _values[name] = value;

    public string? TakeText(string name) => Take(name) is { Kind: ConstantKind.Text } value ? value.Text : null;

    public bool TakeBoolean(string name, bool fallback) => Take(name) is { Kind: ConstantKind.Boolean } value ? value.Number != 0 : fallback;

    public double TakeNumber(string name, double fallback) => Take(name) is { Kind: ConstantKind.Number } value ? value.Number : fallback;

    public IReadOnlyList<string> TakeTexts(string name) => Take(name) is { Kind: ConstantKind.Texts } value ? value.Texts : [];

    public EquatableArray<Argument> Rest() => _values.Select(pair => new Argument(pair.Key, pair.Value)).ToEquatableArray();

    private Constant? Take(string name)
    {
        if (!_values.TryGetValue(name, out var value)) return null;
        _values.Remove(name);
        return value;
    }
}
