namespace NetGen.Peers.Declared;

/// <summary>Our networks by the names cases ask for. Empty in a build without the generator.</summary>
internal static partial class DeclaredNetworks
{
    private static readonly Dictionary<string, DeclaredNetwork> ByName = new(StringComparer.Ordinal);

    static DeclaredNetworks() => Declare();

    /// <summary>The network of this name, or null when it has not been declared.</summary>
    public static DeclaredNetwork? Find(string name) => ByName.GetValueOrDefault(name);

    // Implemented beside the declarations, which are compiled only together with the generator.
    static partial void Declare();
}
