// The text of a register tile's step: which loads, and how factors are broadcast.
using System.Text;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

internal sealed partial class KernelWriter
{
    /// <param name="s">The step.</param>
    /// <param name="isAlone">Whether no other step stands beside it, which would declare the same names.</param>
    private void Tile(TileStep s, bool isAlone)
    {
        var hasNames = s.IsPaired || !IsDirect(s) || IsByElement(s);
        if (hasNames && !isAlone) Open();
        if (IsByElement(s)) TileByElement(s);
        else
        {
            for (var k = 0; k < s.Unroll; k++)
            {
                if (s.IsPaired && k % 2 == 0) LoadPairs(s, k, Enumerable.Range(0, s.VectorOffsets.Count));
                Term(s, k);
            }
        }

        if (hasNames && !isAlone) Close();
    }

    private bool IsByElement(TileStep s) => _isa.MultipliesByElement && s.ScalarIsVector is null;

    /// <summary>How many steps there are at any depth.</summary>
    private static int Steps(IEnumerable<Statement> statements) => statements.Sum(statement => statement switch
    {
        TileStep => 1,
        For s => Steps(s.Body),
        WhileTiles s => Steps(s.Body),
        When s => Steps(s.Body),
        WhenNaN s => Steps(s.Body),
        Scope s => Steps(s.Body),
        Sequence s => Steps(s.Body),
        _ => 0,
    });

    /// <summary>Vectors of two k, as bfloat16.</summary>
    private void LoadPairs(TileStep s, int k, IEnumerable<int> vectors) => Declare(
        _isa.VectorOf("uint"), vectors.Select(v => $"pair{k}_{v} = __u.As<float, {_isa.VectorOf("uint")}>(ref {Element(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep)))})"));

    /// <summary>One k: its factors are broadcast.</summary>
    private void Term(TileStep s, int k)
    {
        // A vector that serves one row goes straight into the multiply-add.
        if (!IsDirect(s)) Declare(Isa.Floats, s.VectorOffsets.Select((_, v) => $"wv{k}_{v} = {LoadOf(s, k, v)}"));
        for (var m = 0; m < s.RowOffsets.Count; m++)
        {
            var offset = s.RowOffsets[m] + (k * s.ScalarStep);
            var line = new StringBuilder();
            var isShared = s.ScalarIsVector is { } own && own.All(o => o == 0);
            if (s.ScalarIsVector is null) line.Append($"{{ {Isa.Floats} xs = {Isa.Operations}.Create({Element(new(s.Scalar, offset))});");
            else if (isShared) line.Append($"{{ {Isa.Floats} xs = {Memory(new(s.Scalar, offset))};");
            else line.Append('{');
            for (var v = 0; v < s.VectorOffsets.Count; v++)
            {
                var acc = Accumulators.Name(m, v, k % s.Chains);
                var x = s.ScalarIsVector is null || isShared ? "xs" : Memory(new(s.Scalar, offset + s.ScalarIsVector[v]));
                line.Append($" {acc} = {_isa.MultiplyAdd(x, IsDirect(s) ? LoadOf(s, k, v) : $"wv{k}_{v}", acc)};");
            }

            Line(line.Append(" }").ToString());
        }
    }

    private string LoadOf(TileStep s, int k, int v) => s.IsPaired ? Half($"pair{k - (k % 2)}_{v}", k) : Memory(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep)));

    /// <summary>One of the two bfloat16 of each lane as a float.</summary>
    private string Half(string pair, int k) => k % 2 == 0 ? $"{Isa.Operations}.AsSingle({pair} << 16)" : $"{Isa.Operations}.AsSingle({pair} & {Isa.Operations}.Create(0xFFFF0000u))";

    /// <summary>A vector that serves one row goes straight into the multiply-add: as a memory operand, or loaded just before.</summary>
    private static bool IsDirect(TileStep s) => s.RowOffsets.Count == 1;
}
