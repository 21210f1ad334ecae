using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace NetGen.Generator.Frontend;

/// <summary>A place in a file, equal by value: a <see cref="Location"/> would keep its syntax tree, and with it a whole compilation, alive.</summary>
internal sealed record SourceLocation(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static SourceLocation Of(SyntaxNode node) => Of(node.GetLocation());

    public static SourceLocation Of(Location location) => new(
        location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
