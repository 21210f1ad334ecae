using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Matrix product of two tensors; axes before the last two are broadcast, a vector counts as a row or a column; PyTorch's <c>matmul</c>.</summary>
internal sealed class MatMul : LayerDefinition
{
    public override string Kind => "MatMul";

    public override Node? Build(LayerContext c)
    {
        if (c.Sources.Count != 2) return c.Fail("NG0104", $"{c.Text} takes two factors, not {c.Sources.Count}; name the right one");
        Node a = c.Sources[0], b = c.Sources[1];
        if (a.Rank == 0 || b.Rank == 0) return c.Fail("NG0101", $"{c.Text} needs matrices, but {c.Above(a.Rank == 0 ? a : b)}");
        bool transposeA = c.Flag("TransposeLeft", false), transposeB = c.Flag("TransposeRight", false);
        if ((transposeA && a.Rank == 1) || (transposeB && b.Rank == 1)) return c.Fail("NG0105", $"{c.Text} cannot transpose a vector, but {c.Above(transposeA && a.Rank == 1 ? a : b)}; leave the option out");

        int aK = a.Rank - (transposeA ? 2 : 1), bK = b.Rank == 1 ? 0 : b.Rank - (transposeB ? 1 : 2);
        int aM = a.Rank == 1 ? -1 : a.Rank - (transposeA ? 1 : 2), bN = b.Rank == 1 ? -1 : b.Rank - (transposeB ? 2 : 1);
        if (a.Shape[aK] != b.Shape[bK])
            return c.Fail("NG0104", $"{c.Text} sums over axes of {a.Shape[aK]} and {b.Shape[bK]} elements: {c.Above(a)} and {c.Above(b)}; inner extents must be equal");

        int outerA = Math.Max(0, a.Rank - 2), outerB = Math.Max(0, b.Rank - 2), outer = Math.Max(outerA, outerB);
        var dims = new List<Dim>();
        var result = new List<AxisIndex>();
        var shape = new List<int>();
        AxisIndex[] aIndex = new AxisIndex[a.Rank], bIndex = new AxisIndex[b.Rank];
        for (var axis = 0; axis < outer; axis++)
        {
            int inA = axis - (outer - outerA), inB = axis - (outer - outerB);
            int extentA = inA < 0 ? 1 : a.Shape[inA], extentB = inB < 0 ? 1 : b.Shape[inB], extent = Math.Max(extentA, extentB);
            if ((extentA != extent && extentA != 1) || (extentB != extent && extentB != 1))
                return c.Fail("NG0104", $"{c.Text} cannot combine these shapes: {c.Above(a)} and {c.Above(b)}; extents before the last two axes must be equal or 1");
            if (inA >= 0) aIndex[inA] = extentA == extent ? AxisIndex.Of(dims.Count) : new(0);
            if (inB >= 0) bIndex[inB] = extentB == extent ? AxisIndex.Of(dims.Count) : new(0);
            Result($"b{axis}", extent);
        }

        if (aM >= 0)
        {
            aIndex[aM] = AxisIndex.Of(dims.Count);
            Result("i", a.Shape[aM]);
        }

        if (bN >= 0)
        {
            bIndex[bN] = AxisIndex.Of(dims.Count);
            Result("j", b.Shape[bN]);
        }

        aIndex[aK] = bIndex[bK] = AxisIndex.Of(dims.Count);
        dims.Add(new("k", a.Shape[aK]));
        return c.Add(new ContractNode(dims, a, aIndex, b, bIndex, [.. shape], result));

        void Result(string name, int extent)
        {
            result.Add(AxisIndex.Of(dims.Count));
            dims.Add(new(name, extent));
            shape.Add(extent);
        }
    }
}

/// <summary>y[o] = b[o] + Σ x₁[i]·W[o, i, j]·x₂[j]; PyTorch's Bilinear.</summary>
internal sealed class Bilinear : LayerDefinition
{
    public override string Kind => "Bilinear";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Units") is not { } units) return null;
        if (c.Sources.Count != 2) return c.Fail("NG0104", $"{c.Text} takes two vectors, not {c.Sources.Count}; name the second one");
        Node x1 = c.Sources[0], x2 = c.Sources[1];
        if (x1.Rank != 1 || x2.Rank != 1) return c.Fail("NG0101", $"{c.Text} needs two vectors, but {c.Above(x1.Rank != 1 ? x1 : x2)}; put [Flatten] before it");
        int first = x1.Shape[0], second = x2.Shape[0];
        var weight = c.Parameter("weight", [units, first, second], InitialValues.FanIn(first));
        var bias = c.Flag("Bias", true) ? c.Parameter("bias", [units], InitialValues.FanIn(first)) : null;
        AxisIndex o = AxisIndex.Of(0), i = AxisIndex.Of(1), j = AxisIndex.Of(2);
        // W[o]·x₂ first: a matrix a sample, which the second product makes a vector.
        var half = c.Add(new ContractNode([new("o", units), new("i", first), new("j", second)], x2, [j], weight, [o, i, j], [units, first], [o, i]));
        return c.Add(new ContractNode([new("o", units), new("i", first)], x1, [i], half, [o, i], [units], [o], bias: bias));
    }
}
