namespace NetGen.Properties.Networks;

/// <summary>Layers of several values.</summary>
internal static class MergeLayers
{
    public static Candidate? Propose(Value x, List<Value> values, Choices c)
    {
        switch (c.Below(7))
        {
            case 3:
                return Concat(x, values, c);
            case 4 or 5:
                return Product(x, values, c) ?? Bilinear(x, values, c);
            case 6:
                return Bilinear(x, values, c) ?? Product(x, values, c);
            default:
                return Merge(x, values, c);
        }
    }

    private static Candidate? Concat(Value x, List<Value> values, Choices c)
    {
        var axis = c.Between(0, x.Rank - 1);
        List<Value> beside = [.. values.Where(v => v.Rank == x.Rank && v.Shape.Select((e, a) => a == axis || e == x.Shape[a]).All(ok => ok))];
        beside.Reverse();
        Value[] parts = [.. Enumerable.Range(0, c.Between(1, 3)).Select(_ => c.Of<Value>(beside))];
        return new Candidate("Concat", [.. x.Shape.Select((e, a) => a == axis ? e + parts.Sum(p => p.Shape[a]) : e)], 0) { Others = [.. parts.Select(p => p.Name)] }
            .With(axis != 0 || c.OneIn(2), "Axis", c.OneIn(2) ? axis - x.Rank : axis);
    }

    private static Candidate? Merge(Value x, List<Value> values, Choices c)
    {
        List<Value> fitting = [.. values.Where(v => Broadcast(x.Shape, v.Shape) is not null)];
        // The latest values first, apart from the one itself.
        fitting.Reverse();
        List<Value> divisors = [.. fitting.Where(v => v.IsPositive)];
        if (divisors.Count > 0 && !c.OneIn(3) && c.Of<Value>(divisors) is var divisor)
            return new("Divide", Broadcast(x.Shape, divisor.Shape)!, x.Count) { Others = [divisor.Name] };
        var other = c.Of<Value>(fitting.Count > 1 && !c.OneIn(6) ? [.. fitting.Where(v => v.Name != x.Name)] : fitting);
        var shape = Broadcast(x.Shape, other.Shape)!;
        string[] others = [other.Name];
        if (c.OneIn(5) && values.FindLast(v => v.Name != x.Name && v.Name != other.Name && Broadcast(shape, v.Shape) is not null) is { } third)
            (shape, others) = (Broadcast(shape, third.Shape)!, [other.Name, third.Name]);
        return new(c.Of<string>("Add", "Multiply", "Subtract"), shape, x.Count) { Others = others };
    }

    /// <summary>PyTorch's matmul of x and another value, each of them transposed or not.</summary>
    private static Candidate? Product(Value x, List<Value> values, Choices c)
    {
        var fitting = new List<(Value Other, bool Left, bool Right, int[] Shape)>();
        foreach (var other in Enumerable.Reverse(values))
        {
            foreach (var (left, right) in new[] { (false, false), (false, true), (true, false), (true, true) })
                if (Product(x.Shape, other.Shape, left, right) is { } shape) fitting.Add((other, left, right, shape));
        }

        if (fitting.Count == 0) return null;
        var (b, transposesLeft, transposesRight, result) = c.Of<(Value, bool, bool, int[])>(fitting);
        return new Candidate("MatMul", result, result.Aggregate(1L, (p, e) => p * e) * x.Shape[transposesLeft ? ^2 : ^1]) { Others = [b.Name] }
            .With(transposesLeft, "TransposeLeft", true).With(transposesRight, "TransposeRight", true);
    }

    private static int[]? Product(int[] a, int[] b, bool transposesLeft, bool transposesRight)
    {
        if ((transposesLeft && a.Length == 1) || (transposesRight && b.Length == 1)) return null;
        int inner = transposesLeft ? a[^2] : a[^1], other = b.Length == 1 ? b[0] : transposesRight ? b[^1] : b[^2];
        if (inner != other || Broadcast(a[..Math.Max(0, a.Length - 2)], b[..Math.Max(0, b.Length - 2)]) is not { } outer) return null;
        var shape = new List<int>(outer);
        if (a.Length > 1) shape.Add(transposesLeft ? a[^1] : a[^2]);
        if (b.Length > 1) shape.Add(transposesRight ? b[^2] : b[^1]);
        // A number has no axes, which few layers take.
        return shape.Count is 0 or > 4 ? null : [.. shape];
    }

    private static Candidate? Bilinear(Value x, List<Value> values, Choices c)
    {
        List<Value> vectors = [.. values.Where(v => v.Rank == 1 && x.Rank == 1)];
        if (vectors.Count == 0) return null;
        var second = c.Of<Value>(vectors);
        var units = c.Of<int>(3, 1, 8, 16, 17);
        return new Candidate("Bilinear", [units], (long)units * x.Count * second.Count, ("Units", units)) { Others = [second.Name] }.With(c.OneIn(3), "Bias", false);
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
