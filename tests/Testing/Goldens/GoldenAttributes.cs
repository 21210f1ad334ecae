using System.Text.Json;

namespace NetGen.Testing;

/// <summary>The attributes of a golden case, with PyTorch's names.</summary>
public sealed class GoldenAttributes(IReadOnlyDictionary<string, JsonElement> values)
{
    /// <summary>Whether the attribute is there and not null.</summary>
    public bool Has(string name) => values.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An integer that must be there.</summary>
    public int Int(string name) => Required(name).GetInt32();

    /// <summary>A number, or <paramref name="otherwise"/>.</summary>
    public double Number(string name, double otherwise) => Has(name) ? values[name].GetDouble() : otherwise;

    /// <summary>A flag, or <paramref name="otherwise"/>.</summary>
    public bool Flag(string name, bool otherwise = false) => Has(name) ? values[name].GetBoolean() : otherwise;

    /// <summary>A text, or <paramref name="otherwise"/>.</summary>
    public string Text(string name, string otherwise = "") => Has(name) ? values[name].GetString()! : otherwise;

    /// <summary>One integer or several, as several.</summary>
    public int[] Ints(string name) => Required(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(e => e.GetInt32())] : [Int(name)];

    /// <summary>Several numbers.</summary>
    public double[] Numbers(string name) => [.. Required(name).EnumerateArray().Select(e => e.GetDouble())];

    /// <summary>The attributes of an attribute.</summary>
    public GoldenAttributes Group(string name) => new(Required(name).EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    private JsonElement Required(string name) => Has(name) ? values[name] : throw new KeyNotFoundException($"The case has no attribute '{name}'.");
}
