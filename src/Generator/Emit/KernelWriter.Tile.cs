// The text of a register tile's step: which loads, and how factors are broadcast.
using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

internal sealed partial class KernelWriter
{
    private void Tile(TileStep s)
    {
        if (_isa.MultipliesByElement && s.ScalarIsVector is null)
        {
            TileByElement(s);
            return;
        }

        for (var k = 0; k < s.Unroll; k += s.IsPaired ? 2 : 1)
        {
            if (s.IsPaired) Pair(s, k);
            else Term(s, k);
        }
    }

    /// <summary>Two k from one load of each vector.</summary>
    private void Pair(TileStep s, int k)
    {
        Open();
        for (var v = 0; v < s.VectorOffsets.Count; v++)
            Line($"{Vector}<uint> pair{v} = __cs::Unsafe.As<float, {Vector}<uint>>(ref __cs::Unsafe.Add(ref {s.Vector}, {s.VectorOffsets[v] + (k * s.VectorStep)}));");
        Term(s, k);
        Term(s, k + 1);
        Close();
    }

    /// <summary>One k: its factors are broadcast.</summary>
    private void Term(TileStep s, int k)
    {
        // Vectors of one term have names that those of the next have again.
        var hasVectors = !IsDirect(s);
        if (hasVectors) Open();
        LoadVectors(s, k);
        for (var m = 0; m < s.RowOffsets.Count; m++)
        {
            var offset = s.RowOffsets[m] + (k * s.ScalarStep);
            var line = new StringBuilder();
            var isShared = s.ScalarIsVector is { } own && own.All(o => o == 0);
            if (s.ScalarIsVector is null) line.Append($"{{ {Floats} xs = {Vector}.Create({Element(new(s.Scalar, offset))});");
            else if (isShared) line.Append($"{{ {Floats} xs = {Memory(new(s.Scalar, offset))};");
            else line.Append('{');
            for (var v = 0; v < s.VectorOffsets.Count; v++)
            {
                var acc = Accumulators.Name(m, v, k % s.Chains);
                var x = s.ScalarIsVector is null || isShared ? "xs" : Memory(new(s.Scalar, offset + s.ScalarIsVector[v]));
                line.Append($" {acc} = {_isa.MultiplyAdd(x, VectorOf(s, k, v), acc)};");
            }

            Line(line.Append(" }").ToString());
        }

        if (hasVectors) Close();
    }

    private void LoadVectors(TileStep s, int k)
    {
        if (IsDirect(s)) return;
        for (var v = 0; v < s.VectorOffsets.Count; v++) Line(s.IsPaired ? $"{Floats} wv{v} = {Half($"pair{v}", k)};" : $"{Floats} wv{v} = {Memory(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep)))};");
    }

    /// <summary>One of the two bfloat16 of each lane as a float.</summary>
    private string Half(string pair, int k) => k % 2 == 0 ? $"{Vector}.AsSingle({pair} << 16)" : $"{Vector}.AsSingle({pair} & {Vector}.Create(0xFFFF0000u))";

    private string VectorOf(TileStep s, int k, int v) => IsDirect(s) && s.IsPaired ? Half($"pair{v}", k) : IsDirect(s) ? Memory(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep))) : $"wv{v}";

    /// <summary>A vector that serves one row goes straight into the multiply-add: as a memory operand, or loaded just before.</summary>
    private static bool IsDirect(TileStep s) => s.RowOffsets.Count == 1;
}
