using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>A problem with its places: the one it stands on, then any further ones that explain it (the attribute inside of a block).</summary>
internal sealed record Finding(string Id, EquatableArray<SourceLocation> Places, EquatableArray<string> Arguments)
{
    public Finding(string id, SourceLocation place, params string[] arguments)
        : this(id, new EquatableArray<SourceLocation>([place]), arguments.ToEquatableArray())
    {
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        Catalogue.Of(Id),
        Places[0].ToLocation(),
        Places.Skip(1).Select(place => place.ToLocation()),
        Arguments.ToArray<object>());
}
