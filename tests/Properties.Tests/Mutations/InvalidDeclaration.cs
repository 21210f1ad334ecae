using FsCheck;
using FsCheck.Fluent;
using NetGen.Generator.Model;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Mutations;

/// <summary>What must be said of a declaration.</summary>
internal enum Expected
{
    /// <summary>Errors with one of the ids, all of them on the line.</summary>
    Located,

    /// <summary>Nothing: the C# compiler says it.</summary>
    Silent,

    /// <summary>Anything but a fault; errors of values stand on the line or, where a later layer cannot take what this one yields, below it.</summary>
    Survived,
}

/// <summary>A valid network with one mistake in it.</summary>
/// <param name="Network">What the valid network is made of.</param>
/// <param name="Numbers">What the mistake is made of.</param>
/// <param name="IsNonsense">Whether it is no mistake, but nonsense.</param>
internal sealed record InvalidDeclaration(Genome Network, int[] Numbers, bool IsNonsense = false)
{
    /// <summary>The line of the first element in the source, from 1.</summary>
    public const int FirstLine = 6;

    public static Arbitrary<InvalidDeclaration> Arbitrary => Of(isNonsense: false);

    public static Arbitrary<InvalidDeclaration> ArbitraryNonsense => Of(isNonsense: true);

    /// <summary>The source with the mistake, and what is to be said of it.</summary>
    public Mistake Mistake => IsNonsense ? Nonsense.Make(RandomNetwork.Of(Network), new Choices(Numbers))
        : Mistakes.Make(RandomNetwork.Of(Network), new Choices(Numbers));

    private static Arbitrary<InvalidDeclaration> Of(bool isNonsense) => Arb.From(
        from network in Genome.Generator
        from numbers in Gen.ArrayOf(Gen.Choose(0, 1 << 20), 12)
        select new InvalidDeclaration(network, numbers, isNonsense),
        declaration => declaration.Network.Simpler().Select(network => declaration with { Network = network }));

    public override string ToString() => $"\n{Mistake.Source}\nexpected: {Mistake}";
}

/// <summary>A source with a mistake.</summary>
/// <param name="Source">The text.</param>
/// <param name="Expected">What must be said.</param>
/// <param name="Line">Where, from 1.</param>
/// <param name="Ids">Which diagnostics may say it.</param>
internal sealed record Mistake(string Source, Expected Expected, int Line, params string[] Ids)
{
    /// <summary>A mistake in an element.</summary>
    public static Mistake In(IEnumerable<ElementSpec> elements, int position, params string[] ids) =>
        new(SourceOf(elements), Expected.Located, InvalidDeclaration.FirstLine + position, ids);

    /// <summary>The source of these elements.</summary>
    public static string SourceOf(IEnumerable<ElementSpec> elements) => DeclarationSource.Of(Declaration.Of(elements), "Invalid", "Targets.Portable").Source;

    public override string ToString() => Expected == Expected.Located ? $"{string.Join(" or ", Ids)} on line {Line}" : Expected == Expected.Silent
        ? "nothing" : $"no fault, and errors on line {Line} or below";
}
