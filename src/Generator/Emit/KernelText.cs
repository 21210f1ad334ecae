namespace NetGen.Generator.Emit;

/// <summary>A number in a kernel that depends on a shape and that the machine code could as well take from a register.</summary>
/// <param name="Name">What it is: <c>count</c>, the rounds of a loop, or <c>stride</c>, by how much a reference moves on.</param>
/// <param name="Value">The number, for this shape.</param>
internal sealed record ShapeNumber(string Name, string Value);

/// <summary>The text of a kernel with its shape's numbers left open: <see cref="Pieces"/> stand around <see cref="Numbers"/>.</summary>
internal sealed record KernelText(string Parameters, IReadOnlyList<string> Pieces, IReadOnlyList<ShapeNumber> Numbers)
{
    /// <summary>The same for all shapes that can share a method.</summary>
    public string Template => $"{Parameters}\n{With(Numbers.Select(n => $"#{n.Name}"))}";

    /// <summary>The text for this shape alone.</summary>
    public string Literal => With(Numbers.Select(n => n.Value));

    /// <summary>The text with these in place of the numbers.</summary>
    public string With(IEnumerable<string> numbers) => string.Concat(Pieces.Zip(numbers.Append(""), (piece, number) => piece + number));
}
