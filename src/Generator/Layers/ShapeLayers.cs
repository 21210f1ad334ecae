using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>[d₀, d₁, …] → [d₀·d₁·…], in row-major order; or only the axes from StartAxis to EndAxis.</summary>
internal sealed class Flatten : LayerDefinition
{
    public override string Kind => "Flatten";

    public override Node? Build(LayerContext c)
    {
        int rank = c.X.Rank, start = Axis(c, "StartAxis", 0), end = Axis(c, "EndAxis", -1);
        if (start < 0 || end >= rank || start > end)
            return c.Fail("NG0105", $"{c.Text}: the axes {c.Int("StartAxis", 0)} to {c.Int("EndAxis", -1)} are none of [{string.Join(", ", c.X.Shape)}]");
        var joined = c.X.Shape.Skip(start).Take(end - start + 1).Aggregate(1L, (product, extent) => product * extent);
        return joined > int.MaxValue
            ? c.Fail("NG0106", $"{c.Text}: {c.Above()}, more elements than an index can count")
            : c.Add(new ReshapeNode(c.X, [.. c.X.Shape.Take(start), (int)joined, .. c.X.Shape.Skip(end + 1)]));
    }

    private static int Axis(LayerContext c, string name, int otherwise) => c.Int(name, otherwise) is >= 0 and var axis ? axis : c.Int(name, otherwise) + c.X.Rank;
}

/// <summary>The same elements under another shape; one extent may be −1.</summary>
internal sealed class Reshape : LayerDefinition
{
    public override string Kind => "Reshape";

    public override Node? Build(LayerContext c)
    {
        int[] shape = [.. c.Numbers("Shape").Select(v => (int)v)];
        if (shape.Length == 0 || shape.Any(e => e is 0 or < -1) || shape.Count(e => e == -1) > 1)
            return c.Fail("NG0105", $"{c.Text} needs positive extents, at most one of them -1");
        var known = shape.Where(e => e > 0).Aggregate(1L, (product, extent) => product * extent);
        if (shape.Contains(-1) && c.X.ElementCount % known == 0) shape = [.. shape.Select(e => e == -1 ? (int)(c.X.ElementCount / known) : e)];
        var count = shape.Aggregate(1L, (product, extent) => product * extent);
        return count == c.X.ElementCount
            ? c.Add(new ReshapeNode(c.X, shape))
            : c.Fail("NG0108", $"{c.Text} has {Math.Abs(count)} elements, but {c.Above()}, {c.X.ElementCount} elements; the products must be equal");
    }
}

/// <summary>Several tensors one after the other along an axis (default: channels).</summary>
internal sealed class Concat : LayerDefinition
{
    public override string Kind => "Concat";

    public override Node? Build(LayerContext c)
    {
        var axis = c.Int("Axis", 0);
        if (axis < 0) axis += c.X.Rank;
        if (axis < 0 || axis >= c.X.Rank) return c.Fail("NG0105", $"{c.Text}: Axis {c.Int("Axis", 0)} is not an axis of [{c.X.Extents}]");
        foreach (var other in c.Sources.Skip(1))
        {
            var fits = other.Rank == c.X.Rank && other.Extents.Select((e, a) => a == axis || e == c.X.Extents[a]).All(ok => ok);
            if (!fits)
                return c.Fail("NG0104", $"{c.Text} joins along axis {axis}, but {c.Above()} and {c.Above(other)}; all other extents must be equal");
        }

        return c.Add(new ConcatNode(axis, [.. c.Sources]));
    }
}
