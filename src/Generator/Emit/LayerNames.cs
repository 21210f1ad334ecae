namespace NetGen.Generator.Emit;

/// <summary>
/// The names that layers have as members of the emitted class <c>Layers</c>: in Pascal case, each another one. Dots are dropped, so that
/// <c>block1.x</c> and <c>block1X</c> would meet: the later one gets a number.
/// </summary>
internal static class LayerNames
{
    /// <summary>A member cannot have the name of its class.</summary>
    private const string OfTheClass = "Layers";

    // Members every class has; one of their names would hide them.
    private static readonly string[] OfEveryClass =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>The member of each layer, in order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> layers)
    {
        var taken = new HashSet<string>(OfEveryClass.Append(OfTheClass), StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var layer in layers)
        {
            var stem = IsaWriter.Identifier(layer);
            var name = stem;
            for (var i = 2; !taken.Add(name); i++) name = $"{stem}_{i}";
            names.Add(name);
        }

        return names;
    }
}
