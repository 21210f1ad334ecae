using FsCheck;
using FsCheck.Fluent;

namespace NetGen.Properties.Networks;

/// <summary>
/// The numbers a random network is made of: some for its inputs, some for each layer, some for its losses. Every genome gives a network, and taking
/// away a layer or making a number smaller gives a simpler one: that is how a counterexample is shrunk.
/// </summary>
internal sealed record Genome(int[] Inputs, int[][] Layers, int[] Losses)
{
    private const int MostLayers = 6, NumbersPerLayer = 20, NumbersPerEnd = 24, Largest = 1 << 20;

    /// <summary>Random genomes, and the simpler ones of each.</summary>
    public static Arbitrary<Genome> Arbitrary => Arb.From(Generator, genome => genome.Simpler());

    /// <summary>Random genomes.</summary>
    public static Gen<Genome> Generator { get; } =
        from layers in Gen.Choose(1, MostLayers)
        from inputs in Numbers(NumbersPerEnd)
        from genes in Gen.ArrayOf(Numbers(NumbersPerLayer), layers)
        from losses in Numbers(NumbersPerEnd)
        select new Genome(inputs, genes, losses);

    /// <summary>The declaration, as a user would write it.</summary>
    public override string ToString() => $"\n{RandomNetwork.Of(this).Source("Counterexample").Source}";

    /// <summary>Without some layers first, then with smaller numbers.</summary>
    public IEnumerable<Genome> Simpler()
    {
        for (var size = Layers.Length / 2; size >= 1; size /= 2)
            for (var start = 0; start + size <= Layers.Length; start += size)
                if (size < Layers.Length) yield return this with { Layers = [.. Layers[..start], .. Layers[(start + size)..]] };

        foreach (var inputs in Smaller(Inputs)) yield return this with { Inputs = inputs };
        foreach (var losses in Smaller(Losses)) yield return this with { Losses = losses };
        for (var i = 0; i < Layers.Length; i++)
            foreach (var layer in Smaller(Layers[i])) yield return this with { Layers = [.. Layers[..i], layer, .. Layers[(i + 1)..]] };
    }

    private static Gen<int[]> Numbers(int count) => Gen.ArrayOf(Gen.Choose(0, Largest), count);

    private static IEnumerable<int[]> Smaller(int[] numbers)
    {
        if (numbers.All(n => n == 0)) yield break;
        yield return new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == 0) continue;
            foreach (var smaller in new[] { 0, 1, numbers[i] % 60, numbers[i] % 12 }.Distinct().Where(n => n < numbers[i])) yield return With(numbers, i, smaller);
        }
    }

    private static int[] With(int[] numbers, int index, int value)
    {
        int[] changed = [.. numbers];
        changed[index] = value;
        return changed;
    }
}
