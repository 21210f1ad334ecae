using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>A contraction whose result index has one loop an axis, <c>step·loop + start</c>: each element of the result is one sum.</summary>
internal sealed record GatherContract(
    IReadOnlyList<Dim> Dims,
    IReadOnlyList<AxisIndex> Scalar,
    IReadOnlyList<AxisIndex> Vector,
    IReadOnlyList<AxisIndex> Out);

/// <summary>
/// Turns a contraction that scatters (out[s·o + d·k − p] += …: transposed convolutions, gradients of inputs) into contractions that gather.
/// With stride s there are s phases an axis: positions q = s·q' + r see only the taps k with s·o + d·k − p = q.
/// </summary>
internal static class GatherForm
{
    /// <summary>Each phase has code of its own: beyond this it would not fit a method.</summary>
    private const int MostPhases = 16;

    /// <summary>Whether gathering would take too many phases: the product of the strides of all axes that scatter.</summary>
    public static bool HasManyPhases(ContractNode node)
    {
        var phases = 1L;
        for (var axis = 0; axis < node.Rank; axis++)
        {
            if (!IsScatter(node.OutIndex[axis], node.Dims, node.Shape[axis])) continue;
            phases *= Math.Min(node.OutIndex[axis].Terms.Max(t => t.Coefficient), node.Shape[axis]);
        }

        return phases > MostPhases;
    }

    public static IReadOnlyList<GatherContract> Of(ContractRoles roles)
    {
        var node = roles.Node;
        var (scalar, vector) = roles.Swapped ? (node.BIndex, node.AIndex) : (node.AIndex, node.BIndex);
        return roles.IsRows ? OfRows(node, scalar, vector) : Of(node.Dims, scalar, vector, node.OutIndex, node.Shape);
    }

    /// <summary>With lanes along the rows of an image the weights are broadcast: their taps stay loops all the same.</summary>
    public static IReadOnlyList<GatherContract> OfRows(ContractNode node, IReadOnlyList<AxisIndex> weights, IReadOnlyList<AxisIndex> image) =>
        [.. Of(node.Dims, image, weights, node.OutIndex, node.Shape).Select(form => form with { Scalar = form.Vector, Vector = form.Scalar })];

    public static IReadOnlyList<GatherContract> Of(
        IReadOnlyList<Dim> dims, IReadOnlyList<AxisIndex> scalar, IReadOnlyList<AxisIndex> vector, IReadOnlyList<AxisIndex> result, int[] shape)
    {
        var forms = new List<GatherContract> { new(dims, scalar, vector, result) };
        for (var axis = 0; axis < result.Count; axis++)
        {
            if (!IsScatter(result[axis], dims, shape[axis])) continue;
            forms = [.. forms.SelectMany(form => Phases(form, axis, shape[axis]))];
        }

        return forms;
    }

    /// <summary>Two loops on one axis, of which one (the window's tap) also indexes another operand, or padding that may fall outside.</summary>
    private static bool IsScatter(AxisIndex index, IReadOnlyList<Dim> dims, int extent)
    {
        if (index.Terms.Count == 0) return false;
        if (index.Terms.Count == 1)
        {
            // One loop: a gather already, unless it leaves the axis.
            var term = index.Terms[0];
            var last = index.Offset + (term.Coefficient * (dims[term.Dim].Extent - 1));
            return index.Offset < 0 || last >= extent || last + term.Coefficient < extent && term.Coefficient > 0 && !Covers(index, dims, extent);
        }

        // group·perGroup + within covers the axis exactly: an index of two digits, not a window.
        return !Covers(index, dims, extent);
    }

    private static bool Covers(AxisIndex index, IReadOnlyList<Dim> dims, int extent)
    {
        var product = 1;
        foreach (var term in index.Terms.OrderBy(t => t.Coefficient))
        {
            if (term.Coefficient != product) return false;
            product *= dims[term.Dim].Extent;
        }

        return index.Offset == 0 && product == extent;
    }

    private static IEnumerable<GatherContract> Phases(GatherContract form, int axis, int extent)
    {
        var index = form.Out[axis];
        // The loop with the stride is the one to solve for; what is left are the taps (at most one loop).
        var solved = index.Terms.OrderByDescending(t => TapScore(form, t)).First();
        var tap = index.Terms.FirstOrDefault(t => t.Dim != solved.Dim);
        int s = solved.Coefficient, d = tap?.Coefficient ?? 0, taps = tap is null ? 1 : form.Dims[tap.Dim].Extent;
        var gcd = tap is null ? s : Gcd(s, d);
        var period = s / gcd;
        for (var r = 0; r < Math.Min(s, extent); r++)
        {
            // q = s·q' + r = s·o + d·k + offset, so d·k ≡ r − offset (mod s): the taps k = k0 + period·t.
            var k0 = 0;
            while (k0 < Math.Min(period, taps) && Mod(r - index.Offset - (d * k0), s) != 0) k0++;
            var count = k0 >= Math.Min(period, taps) ? 0 : (taps - k0 + period - 1) / period;
            var dims = form.Dims.ToList();
            dims[solved.Dim] = new(dims[solved.Dim].Name, (extent - r + s - 1) / s);
            if (tap is not null) dims[tap.Dim] = new(dims[tap.Dim].Name, count);
            else if (count == 0) dims.Add(new("none", 0));
            // o = q' + (r − offset − d·k0)/s − (d·period/s)·t
            var start = count == 0 ? 0 : (r - index.Offset - (d * k0)) / s;
            var step = -(d * period / s);
            AxisIndex Map(AxisIndex old)
            {
                var offset = old.Offset;
                var terms = new List<Term>();
                foreach (var term in old.Terms)
                {
                    if (term.Dim == solved.Dim)
                    {
                        offset += term.Coefficient * start;
                        terms.Add(term);
                        if (tap is not null) terms.Add(new(tap.Dim, term.Coefficient * step));
                    }
                    else if (tap is not null && term.Dim == tap.Dim)
                    {
                        offset += term.Coefficient * k0;
                        terms.Add(new(tap.Dim, term.Coefficient * period));
                    }
                    else
                    {
                        terms.Add(term);
                    }
                }

                return new(offset, [.. terms]);
            }

            var result = form.Out.ToList();
            result[axis] = new(r, new Term(solved.Dim, s));
            yield return new(dims, [.. form.Scalar.Select(Map)], [.. form.Vector.Select(Map)], result);
        }
    }

    /// <summary>The loop that indexes the gathered operand alone (o of dy) rather than the weight's tap.</summary>
    private static int TapScore(GatherContract form, Term term)
    {
        var inVector = form.Vector.Any(i => i.Uses(term.Dim));
        var inScalar = form.Scalar.Any(i => i.Uses(term.Dim));
        return inScalar && !inVector ? 2 : inScalar != inVector ? 1 : 0;
    }

    private static int Mod(int a, int b) => ((a % b) + b) % b;

    private static int Gcd(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
