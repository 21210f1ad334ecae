using NetGen.Generator.Model;
using NetGen.Properties.Networks;

namespace NetGen.Properties.Mutations;

/// <summary>Mistakes that are errors of C#: NetGen says nothing, for the C# compiler does.</summary>
internal static class HalfTyped
{
    private static readonly string[] Lines =
    [
        "[Dens(3)]", "[Dense]", "[Dense()]", "[Dense(\"three\")]", "[Dense(Nobody)]", "[Dense(3, Bais = true)]", "[Dense(3, Bias = )]", "[Dense(int.MaxValue + 1)]",
        "[Conv2D(]", "[Block<Nobody>]", "[Block<>(\"\")]", "[Add(nobody)]", "[Relu(, Name = \"r\")]", "[Dense(3, Name = 4)]", "[Dense(3.5)]", "[Dense(3L)]", "[Dense(3, 4)]",
        "[Conv2D(3, new[] { 1, \"x\" })]", "[Dense(nameof())]", "[Dense(1 / 0)]", "[Unknown.Dense(3)]",
    ];

    public static Mistake Make(ElementSpec[] elements, int at, Choices c)
    {
        var lines = Mistake.SourceOf(elements).Split('\n');
        lines[at + InvalidDeclaration.FirstLine - 1] = c.Of<string>(Lines);
        return new(string.Join('\n', lines), Expected.Silent, at + InvalidDeclaration.FirstLine);
    }
}

/// <summary>A text as it is between two keystrokes.</summary>
internal static class Edited
{
    public static Mistake Make(string source, Choices c)
    {
        int start = c.Below(source.Length), length = Math.Min(c.Of<int>(1, 2, 5, 20, 1 << 20), source.Length - start);
        var edited = c.Below(3) switch
        {
            0 => source[..start],
            1 => source.Remove(start, length),
            _ => source.Insert(start, source.Substring(c.Below(source.Length - Math.Min(length, 9)), Math.Min(length, 9))),
        };
        return new(edited, Expected.Survived, 1);
    }
}
