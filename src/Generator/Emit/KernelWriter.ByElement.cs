// The text of a register tile's step where multiplications take one element of a register as a factor. A load stands before the multiplications of
// the load before it, as far as the registers reach: a core that computes in order would wait for it else.
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

internal sealed partial class KernelWriter
{
    /// <summary>What is loaded at once: some vectors of one k, or of two where they are pairs, and with the first of them the factors.</summary>
    private readonly record struct Chunk(int K, int Terms, int First, int Vectors)
    {
        public IEnumerable<int> Own => Enumerable.Range(First, Vectors);
    }

    private void TileByElement(TileStep s)
    {
        // A vector that serves one row is loaded in time by others of its k, not by rows.
        const int aheadOfOneRow = 2;
        var vectors = s.VectorOffsets.Count;
        var size = s.RowOffsets.Count == 1 ? Math.Min(vectors, aheadOfOneRow) : vectors;
        var terms = s.IsPaired ? 2 : 1;
        var chunks = new List<Chunk>();
        for (var k = 0; k < s.Unroll; k += terms)
            for (var first = 0; first < vectors; first += size) chunks.Add(new(k, terms, first, Math.Min(size, vectors - first)));
        var ahead = FitsAhead(s, size);
        for (var i = 0; i < chunks.Count; i++)
        {
            if (i == 0 || !ahead) Load(s, chunks[i]);
            if (ahead && i + 1 < chunks.Count) Load(s, chunks[i + 1]);
            for (var k = chunks[i].K; k < chunks[i].K + terms; k++) Multiply(s, chunks[i], k);
        }
    }

    /// <summary>Whether two chunks and their factors fit the registers beside the sums.</summary>
    private bool FitsAhead(TileStep s, int size)
    {
        var rows = s.RowOffsets.Count;
        var factors = Enumerable.Range(0, rows).Count(m => IsLoaded(s, m, s.Unroll - 1) || FourTerms(s, 0));
        if (s.Unroll > 4 || !FourTerms(s, 0)) factors *= 2;
        // Halves of pairs take a register each, and the mask one.
        return (rows * s.VectorOffsets.Count * s.Chains) + (size * (s.IsPaired ? 3 : 2)) + (s.IsPaired ? 1 : 0) + factors <= _isa.Registers;
    }

    private void Load(TileStep s, Chunk chunk)
    {
        for (var k = chunk.K; k < chunk.K + chunk.Terms && chunk.First == 0; k++)
        {
            // One alone is loaded into the first element.
            Declare(Isa.Floats, Enumerable.Range(0, s.RowOffsets.Count).Where(m => IsLoaded(s, m, k)).Select(m =>
            {
                var at = new Address(s.Scalar, s.RowOffsets[m] + (k * s.ScalarStep));
                return $"xv{k}_{m} = {(FourTerms(s, k) || FourRows(s, m) ? Memory(at) : $"{Isa.Operations}.CreateScalarUnsafe({Element(at)})")}";
            }));
        }

        if (s.IsPaired) LoadPairs(s, chunk.K, chunk.Own);
        else Declare(Isa.Floats, chunk.Own.Select(v => $"wv{chunk.K}_{v} = {Memory(new(s.Vector, s.VectorOffsets[v] + (chunk.K * s.VectorStep)))}"));
    }

    /// <summary>Locals of one type in one line.</summary>
    private void Declare(string type, IEnumerable<string> locals)
    {
        var text = string.Join(", ", locals);
        if (text.Length > 0) Line($"{type} {text};");
    }

    private void Multiply(TileStep s, Chunk chunk, int k)
    {
        if (s.IsPaired) Declare(Isa.Floats, chunk.Own.Select(v => $"wv{k}_{v} = {Half($"pair{chunk.K}_{v}", k)}"));
        for (var m = 0; m < s.RowOffsets.Count; m++)
        {
            var (name, element) = FourTerms(s, k) ? ($"xv{k - (k % 4)}_{m}", k % 4) : RowInFour(s, m) is >= 0 and var row ? ($"xv{k}_{m - row}", row) : ($"xv{k}_{m}", 0);
            Line(string.Join(" ", chunk.Own.Select(v =>
            {
                var acc = Accumulators.Name(m, v, k % s.Chains);
                return $"{acc} = {_isa.MultiplyAddElement(acc, $"wv{k}_{v}", name, element)};";
            })));
        }
    }

    /// <summary>Whether the factor of a row and k begins a load, of four or of one.</summary>
    private static bool IsLoaded(TileStep s, int m, int k) => FourTerms(s, k) ? k % 4 == 0 : RowInFour(s, m) <= 0;

    /// <summary>Whether k is one of four whose factors are neighbours in memory: one load of them a row.</summary>
    private static bool FourTerms(TileStep s, int k) => s.ScalarStep == 1 && k < s.Unroll / 4 * 4;

    private static bool FourRows(TileStep s, int m) => RowInFour(s, m) == 0;

    /// <summary>Which of four rows whose factors are neighbours this one is; −1 where it stands alone.</summary>
    private static int RowInFour(TileStep s, int m)
    {
        for (var first = 0; first + 4 <= s.RowOffsets.Count;)
        {
            if (!Enumerable.Range(1, 3).All(i => s.RowOffsets[first + i] == s.RowOffsets[first] + i)) first++;
            else if (m >= first + 4) first += 4;
            else return m >= first ? m - first : -1;
            if (first > m) return -1;
        }

        return -1;
    }
}
