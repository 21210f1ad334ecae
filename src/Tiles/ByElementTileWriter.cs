using NetGen.Generator.Schedule;

namespace NetGen.Tiles;

/// <summary>
/// Writes tiles whose multiplications take an element of a register as their factor. A load stands before the multiplications of the load before it, as
/// far as the registers reach: a core that computes in order would wait for it else.
/// </summary>
internal sealed class ByElementTileWriter(TileTarget target, int outerRows, int rows, int panels, FactorLoad load, bool hasSink, bool inOrder)
    : TileWriter(target, outerRows, rows, panels, load, hasSink, inOrder)
{
    private const int Four = 4;

    private readonly int _registers = target.Registers;
    private readonly FactorLoad _load = load;

    /// <summary>The vectors of one term, or some of them.</summary>
    private readonly record struct Chunk(int Term, int First, int Count);

    protected override IEnumerable<(string Name, int Row)> References() => _load == FactorLoad.FourRows ? [("x0", 0)] : base.References();

    protected override void Terms()
    {
        var terms = _load == FactorLoad.FourTerms ? Four : 2;
        Line("nint n0 = t.N0;");
        Line($"for (; n0 >= {terms}; n0 -= {terms})");
        Open();
        Round(terms, _load);
        Close();
        Line(terms == 2 ? "if (n0 != 0)" : "for (; n0 != 0; n0--)");
        Open();
        Round(1, _load == FactorLoad.FourTerms ? FactorLoad.Single : _load);
        Close();
    }

    private void Round(int terms, FactorLoad how)
    {
        // A vector that serves one row is loaded in time by others of its term, not by rows.
        const int aheadOfOneRow = 2;
        var size = Rows == 1 ? Math.Min(Vectors, aheadOfOneRow) : Vectors;
        var chunks = new List<Chunk>();
        for (var term = 0; term < terms; term++)
            for (var first = 0; first < Vectors; first += size) chunks.Add(new(term, first, Math.Min(size, Vectors - first)));
        var factors = how == FactorLoad.FourTerms ? Rows : 2 * (how == FactorLoad.FourRows ? Rows - Four + 1 : Rows);
        var ahead = (Rows * Vectors * Chains) + (2 * size) + factors <= _registers;
        for (var i = 0; i < chunks.Count; i++)
        {
            if (i == 0 || !ahead) Load(chunks[i], how);
            if (ahead && i + 1 < chunks.Count) Load(chunks[i + 1], how);
            Multiply(chunks[i], how);
        }

        if (how == FactorLoad.FourTerms) Move("4 * sizeof(float)", "4 * 16 * sizeof(float)");
        else Move("dx", "dw");
    }

    private void Load(Chunk chunk, FactorLoad how)
    {
        if (chunk.First == 0)
        {
            if (chunk.Term > 0 && how != FactorLoad.FourTerms) Move("dx", "dw");
            if (chunk.Term == 0 || how != FactorLoad.FourTerms)
                for (var m = 0; m < Rows; m++) LoadFactor(chunk.Term, m, how);
        }

        // Vectors of four terms whose factors are neighbours are neighbours too.
        var offset = how == FactorLoad.FourTerms ? 16 * chunk.Term : 0;
        for (var v = chunk.First; v < chunk.First + chunk.Count; v++) Line($"{Floats} w{chunk.Term}_{v} = {Vector(Panel("k", v, "panel"), v, offset)};");
    }

    private void LoadFactor(int term, int m, FactorLoad how)
    {
        if (how == FactorLoad.FourRows && m is > 0 and < Four) return;
        var at = how == FactorLoad.FourRows ? m == 0 ? "x0" : $"Unsafe.Add(ref x0, {m})" : Factor(m);
        // One alone is loaded into the first element.
        var isFour = how == FactorLoad.FourTerms || (how == FactorLoad.FourRows && m == 0);
        Line($"{Floats} f{term}_{m} = {(isFour ? $"Unsafe.As<float, {Floats}>(ref {at})" : $"Vector128.CreateScalarUnsafe({at})")};");
    }

    private void Multiply(Chunk chunk, FactorLoad how)
    {
        for (var m = 0; m < Rows; m++)
        {
            var (factor, element) = how switch
            {
                FactorLoad.FourTerms => ($"f0_{m}", chunk.Term),
                FactorLoad.FourRows when m < Four => ($"f{chunk.Term}_0", m),
                _ => ($"f{chunk.Term}_{m}", 0),
            };
            for (var v = chunk.First; v < chunk.First + chunk.Count; v++)
            {
                var sum = Sum(m, v, chunk.Term % Chains);
                Line($"{sum} = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar({sum}, w{chunk.Term}_{v}, {factor}, {element});");
            }
        }
    }
}
