// The text of a register tile's step: which loads, and which factors come by element or by broadcast.
using System.Text;
using NetGen.Generator.Schedule;

namespace NetGen.Generator.Emit;

internal sealed partial class KernelWriter
{
    private void Tile(TileStep s)
    {
        var byElement = _isa.MultipliesByElement && s.ScalarIsVector is null;
        var k = 0;
        if (byElement && s.ScalarStep == 1)
            for (; k + 4 <= s.Unroll; k += 4) FourTerms(s, k);
        for (; k < s.Unroll; k += s.IsPaired ? 2 : 1)
        {
            if (s.IsPaired) Pair(s, k, byElement);
            else Term(s, k, byElement);
        }
    }

    /// <summary>Two k from one load of each vector.</summary>
    private void Pair(TileStep s, int k, bool byElement)
    {
        Open();
        LoadPairs(s, k);
        Term(s, k, byElement);
        Term(s, k + 1, byElement);
        Close();
    }

    private void LoadPairs(TileStep s, int k)
    {
        for (var v = 0; v < s.VectorOffsets.Count; v++)
            Line($"var pair{v} = Unsafe.As<float, {Vector}<uint>>(ref Unsafe.Add(ref {s.Vector}, {s.VectorOffsets[v] + (k * s.VectorStep)}));");
    }

    /// <summary>One k: factors that are neighbours in memory come four at a time where they can be multiplied by element, the others are broadcast.</summary>
    private void Term(TileStep s, int k, bool byElement)
    {
        Open();
        LoadVectors(s, k);
        for (var m = 0; m < s.RowOffsets.Count; m++)
        {
            var offset = s.RowOffsets[m] + (k * s.ScalarStep);
            if (byElement && FourNeighbours(s, m))
            {
                Line($"var xv{m} = {Memory(new(s.Scalar, offset))};");
                for (var element = 0; element < 4; element++) ByElement(s, k, m + element, $"xv{m}", element);
                m += 3;
                continue;
            }

            if (byElement)
            {
                // Loaded into the first element: the broadcast is the multiplication's.
                Line($"var xv{m} = {Vector}.CreateScalarUnsafe({Element(new(s.Scalar, offset))});");
                ByElement(s, k, m, $"xv{m}", 0);
                continue;
            }

            var line = new StringBuilder();
            var isShared = s.ScalarIsVector is { } own && own.All(o => o == 0);
            if (s.ScalarIsVector is null) line.Append($"{{ var xs = {Vector}.Create({Element(new(s.Scalar, offset))});");
            else if (isShared) line.Append($"{{ var xs = {Memory(new(s.Scalar, offset))};");
            else line.Append('{');
            for (var v = 0; v < s.VectorOffsets.Count; v++)
            {
                var acc = Accumulators.Name(m, v, k % s.Chains);
                var x = s.ScalarIsVector is null || isShared ? "xs" : Memory(new(s.Scalar, offset + s.ScalarIsVector[v]));
                line.Append($" {acc} = {_isa.MultiplyAdd(x, VectorOf(s, k, v), acc)};");
            }

            Line(line.Append(" }").ToString());
        }

        Close();
    }

    /// <summary>Four k whose factors are neighbours: one vector of factors a row.</summary>
    private void FourTerms(TileStep s, int first)
    {
        Open();
        for (var m = 0; m < s.RowOffsets.Count; m++) Line($"var xv{m} = {Memory(new(s.Scalar, s.RowOffsets[m] + first))};");
        for (var k = first; k < first + 4; k++)
        {
            // Both terms of a pair stand in its scope.
            if (!s.IsPaired || k % 2 == 0) Open();
            if (s.IsPaired && k % 2 == 0) LoadPairs(s, k);
            if (s.IsPaired) Open();
            LoadVectors(s, k);
            for (var m = 0; m < s.RowOffsets.Count; m++) ByElement(s, k, m, $"xv{m}", k - first);
            if (s.IsPaired) Close();
            if (!s.IsPaired || k % 2 == 1) Close();
        }

        Close();
    }

    private void ByElement(TileStep s, int k, int m, string factors, int element)
    {
        for (var v = 0; v < s.VectorOffsets.Count; v++)
        {
            var acc = Accumulators.Name(m, v, k % s.Chains);
            Line($"{acc} = {_isa.MultiplyAddElement(acc, VectorOf(s, k, v), factors, element)};");
        }
    }

    private void LoadVectors(TileStep s, int k)
    {
        if (IsDirect(s)) return;
        for (var v = 0; v < s.VectorOffsets.Count; v++) Line(s.IsPaired ? $"var wv{v} = {Half(v, k)};" : $"var wv{v} = {Memory(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep)))};");
    }

    /// <summary>One of the two bfloat16 of each lane as a float.</summary>
    private string Half(int v, int k) => k % 2 == 0 ? $"(pair{v} << 16).AsSingle()" : $"(pair{v} & {Vector}.Create(0xFFFF0000u)).AsSingle()";

    private string VectorOf(TileStep s, int k, int v) => IsDirect(s) && s.IsPaired ? Half(v, k) : IsDirect(s) ? Memory(new(s.Vector, s.VectorOffsets[v] + (k * s.VectorStep))) : $"wv{v}";

    /// <summary>A vector that serves one row goes straight into the multiply-add: as a memory operand, or loaded just before.</summary>
    private static bool IsDirect(TileStep s) => s.RowOffsets.Count == 1;

    private static bool FourNeighbours(TileStep s, int m) =>
        m + 4 <= s.RowOffsets.Count && Enumerable.Range(1, 3).All(i => s.RowOffsets[m + i] == s.RowOffsets[m] + i);
}
