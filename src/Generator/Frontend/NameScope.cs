using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>
/// The names of one declaration (a network, or one copy of a block): which exist, and which final name each stands for once its element has been
/// reached. A name that is not declared here is looked up in the declaration around it.
/// </summary>
internal sealed class NameScope(NameScope? outer, string prefix)
{
    private const int MaximumLength = 200;

    private const int MaximumShown = 60;

    private readonly NameScope? _outer = outer;
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, INamedTypeSymbol> _blocks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name every declaration has: its (first) input.</summary>
    public const string Input = "input";

    /// <summary>Stands before the final name of every element declared here: <c>bottleneck1.</c>, or nothing.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>
    /// The local name of each element: the given one, or kind and running number. Numbers count elements that have a name or are left out, too.
    /// </summary>
    public IReadOnlyList<string?> Declare(IReadOnlyList<ReadElement> elements, ParseContext context)
    {
        var names = elements.Select(element => HasName(element) ? element.Name : null).ToArray();
        var outputs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var output in elements.Where(element => element.Role == ElementRole.Output))
        {
            // The name of what it marks, unless it is given one.
            if ((output.Name ?? output.From) is not { } name) continue;
            if (output.Name is not null && !IsIdentifier(name)) context.Report("NG0105", output.Places, Malformed(name));
            else if (!outputs.Add(name)) context.Report("NG0006", output.Places, name);
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is not { } name) continue;
            if (!IsIdentifier(name))
                context.Report("NG0105", elements[i].Places, Malformed(name));
            else if (!TryTake(name))
                context.Report("NG0006", elements[i].Places, name);
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!HasName(elements[i])) continue;
            var kind = (elements[i].Block?.Name ?? elements[i].Declared.Kind).ToLowerInvariant();
            counts[kind] = counts.TryGetValue(kind, out var count) ? count + 1 : 1;
            while (names[i] is null)
            {
                var name = kind == Input && counts[kind] == 1 ? Input : kind + counts[kind].ToString(CultureInfo.InvariantCulture);
                if (TryTake(name)) names[i] = name;
                else counts[kind]++;
            }
        }

        return names;
    }

    /// <summary>From here on <paramref name="name"/> stands for <paramref name="target"/>.</summary>
    public void Define(string name, string target) => _targets[name] = target;

    /// <summary>Makes the names inside of a finished block reachable: <c>bottleneck1.conv2d1</c>.</summary>
    public void DefineInner(string prefix, NameScope inner)
    {
        foreach (var pair in inner._targets)
            if (pair.Key != Input) _targets[prefix + pair.Key] = pair.Value;
    }

    /// <summary>Remembers that <paramref name="name"/> is an insertion of <paramref name="block"/>.</summary>
    public void DefineBlock(string name, INamedTypeSymbol block) => _blocks[name] = block;

    /// <summary>
    /// What stands before the final names of the layers of the block called <paramref name="reference"/>, or null; the reason is then reported.
    /// </summary>
    public string? ResolveBlock(string reference, INamedTypeSymbol block, Places places, ParseContext context)
    {
        if (_blocks.TryGetValue(reference, out var type) && SymbolEqualityComparer.Default.Equals(type, block)) return Prefix + reference + ".";
        if (Resolve(reference, places, context) is not null)
            context.Report("NG0010", places, $"\"{reference}\" is not an insertion of {block.Name}, whose parameters could be used");
        return null;
    }

    /// <summary>The final name <paramref name="reference"/> stands for, or null; the reason is then reported.</summary>
    public string? Resolve(string reference, Places places, ParseContext context)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._targets.TryGetValue(reference, out var target)) return target;
            if (!scope._declared.Contains(reference)) continue;
            context.Report("NG0008", places, reference);
            return null;
        }

        var names = new List<string>();
        for (var scope = this; scope is not null; scope = scope._outer) names.AddRange(scope._targets.Keys);
        context.Report("NG0007", places, reference, SpellingSuggestion.For(reference, names));
        return null;
    }

    private bool TryTake(string name) => _taken.Add(name) && _declared.Add(name);

    private static bool HasName(ReadElement element) => element.Role is ElementRole.Input or ElementRole.Layer;

    private static string Malformed(string name) =>
        $"The name \"{Shown(name)}\" must consist of at most {MaximumLength} letters, digits and underscores, beginning with a letter";

    /// <summary>A name in a message: whatever it is made of, on one line and not long.</summary>
    private static string Shown(string name) =>
        new(name.Take(MaximumShown).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter).ToArray());

    private static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= MaximumLength && (char.IsLetter(name[0]) || name[0] == '_') && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');
}
