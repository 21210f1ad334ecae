namespace NetGen.Properties.Networks;

/// <summary>Layers of several values.</summary>
internal static class MergeLayers
{
    public static Candidate? Propose(Value x, List<Value> values, Choices c)
    {
        switch (c.Below(6))
        {
            case 3:
                var axis = c.Between(0, x.Rank - 1);
                List<Value> beside = [.. values.Where(v => v.Rank == x.Rank && v.Shape.Select((e, a) => a == axis || e == x.Shape[a]).All(ok => ok))];
                Value[] parts = [.. Enumerable.Range(0, c.Between(1, 2)).Select(_ => c.Of<Value>(beside))];
                return new("Concat", [.. x.Shape.Select((e, a) => a == axis ? e + parts.Sum(p => p.Shape[a]) : e)], 0, ("Axis", axis)) { Others = [.. parts.Select(p => p.Name)] };
            case 4:
                List<Value> right = [.. values.Where(v => v.Rank == 2 && x.Rank == 2 && v.Shape[0] == x.Shape[1])];
                if (right.Count > 0 && c.Of<Value>(right) is var b) return new("MatMul", [x.Shape[0], b.Shape[1]], (long)x.Count * b.Shape[1]) { Others = [b.Name] };
                List<Value> same = [.. values.Where(v => v.Rank == 2 && x.Rank == 2 && v.Shape[1] == x.Shape[1])];
                if (same.Count == 0) return null;
                var keys = c.Of<Value>(same);
                return new("MatMul", [x.Shape[0], keys.Shape[0]], (long)x.Count * keys.Shape[0], ("TransposeRight", true)) { Others = [keys.Name] };
            case 5:
                List<Value> vectors = [.. values.Where(v => v.Rank == 1 && x.Rank == 1)];
                if (vectors.Count == 0) return null;
                var second = c.Of<Value>(vectors);
                var units = c.Of<int>(1, 3, 16, 17);
                return new Candidate("Bilinear", [units], (long)units * x.Count * second.Count, ("Units", units)) { Others = [second.Name] }.With(c.OneIn(3), "Bias", false);
            default:
                List<Value> fitting = [.. values.Where(v => Broadcast(x.Shape, v.Shape) is not null)];
                // The latest values first, apart from the one itself.
                fitting.Reverse();
                var other = c.Of<Value>(fitting.Count > 1 ? fitting[1..] : fitting);
                return new(c.Of<string>("Add", "Multiply", "Subtract"), Broadcast(x.Shape, other.Shape)!, x.Count) { Others = [other.Name] };
        }
    }

    private static int[]? Broadcast(int[] a, int[] b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            int ea = i <= a.Length ? a[^i] : 1, eb = i <= b.Length ? b[^i] : 1;
            if (ea != eb && ea != 1 && eb != 1) return null;
            shape[^i] = Math.Max(ea, eb);
        }

        return shape;
    }
}
