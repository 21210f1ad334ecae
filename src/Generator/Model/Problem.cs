using NetGen.Generator.Support;

namespace NetGen.Generator.Model;

/// <summary>Something wrong (or worth knowing) in a declaration, as a value: user input never makes the compiler throw.</summary>
/// <param name="Id">The diagnostic, <c>NG0101</c>.</param>
/// <param name="Position">The attribute it stands on (<see cref="ElementSpec.Position"/>), or −1 for the class itself.</param>
/// <param name="Arguments">The words of the message, already formatted.</param>
internal sealed record Problem(string Id, int Position, EquatableArray<string> Arguments)
{
    public Problem(string id, int position, params string[] arguments)
        : this(id, position, arguments.ToEquatableArray())
    {
    }
}

/// <summary>The problems of one network, by its full name.</summary>
internal sealed record NamedProblems(string Network, EquatableArray<Problem> Problems);
