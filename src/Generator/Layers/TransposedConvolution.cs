using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// y[o, s·p + d·k − low] += x[i, p]·W[i, o, k]: each input element spreads a window, as the gradient of a convolution does; PyTorch's
/// ConvTransposeNd.
/// </summary>
internal abstract class TransposedConvolution(int spatialRank) : LayerDefinition
{
    public override string Kind => $"ConvTranspose{spatialRank}D";

    public override Node? Build(LayerContext c)
    {
        if (ConvolutionOptions.Of(c, spatialRank) is not { } options) return null;
        if (c.Positive("Channels") is not { } channels || c.Positive("Groups", 1) is not { } groups) return null;
        if (c.Int("PaddingMode", 0) != 0)
            return c.Fail("NG0105", $"{c.Text}: a transposed convolution pads with zeros only; leave out PaddingMode");
        if (!Convolution.GroupsFit(c, groups, c.X.Shape[0], channels)) return null;
        if (Extents(c, options) is not var (low, extents)) return null;

        int inPerGroup = c.X.Shape[0] / groups, outPerGroup = channels / groups;
        // PyTorch counts the fan along the weight's second axis, which here are outputs.
        var fan = options.Kernel.Aggregate((long)outPerGroup, (product, k) => product * k);
        var weight = c.Parameter("weight", [c.X.Shape[0], outPerGroup, .. options.Kernel], InitialValues.FanIn(fan));
        var bias = c.Flag("Bias", true) ? c.Parameter("bias", [channels], InitialValues.FanIn(fan)) : null;

        var dims = new List<Dim> { new("g", groups), new("o", outPerGroup), new("i", inPerGroup) };
        var xAxes = new List<AxisIndex> { Convolution.Channel(0, groups, 2, inPerGroup) };
        var yAxes = new List<AxisIndex> { Convolution.Channel(0, groups, 1, outPerGroup) };
        var wAxes = new List<AxisIndex> { Convolution.Channel(0, groups, 2, inPerGroup), AxisIndex.Of(1) };
        for (var a = 0; a < spatialRank; a++)
        {
            int p = dims.Count, k = p + 1;
            dims.Add(new(Convolution.SpatialName("i", a, spatialRank), c.X.Shape[a + 1]));
            dims.Add(new(Convolution.SpatialName("k", a, spatialRank), options.Kernel[a]));
            xAxes.Add(AxisIndex.Of(p));
            yAxes.Add(new(-low[a], new Term(p, options.Stride[a]), new Term(k, options.Dilation[a])));
            wAxes.Add(AxisIndex.Of(k));
        }

        return c.Add(new ContractNode(dims, c.X, xAxes, weight, wAxes, [channels, .. extents], yAxes, bias: bias));
    }

    /// <summary>How much is cut off at the beginning of each axis, and how long the axes become.</summary>
    private (int[] Low, int[] Extents)? Extents(LayerContext c, ConvolutionOptions options)
    {
        if (c.Spatial("OutputPadding", spatialRank, 0, minimum: 0) is not { } outputPadding) return null;
        int[] low = [.. options.Padding.Low], extents = new int[spatialRank];
        var uncut = new long[spatialRank];
        for (var a = 0; a < spatialRank; a++)
        {
            int stride = options.Stride[a], dilation = options.Dilation[a], extent = c.X.Shape[a + 1];
            if (outputPadding[a] >= Math.Max(stride, dilation))
            {
                c.Fail("NG0105", $"{c.Text}: OutputPadding is {outputPadding[a]} along axis {a}, but must be less than the stride {stride} or the dilation {dilation}");
                return null;
            }

            var whole = ((extent - 1L) * stride) + ((options.Kernel[a] - 1L) * dilation) + 1;
            var length = whole - low[a] - options.Padding.High[a] + outputPadding[a];
            if (options.Padding.Same[a])
            {
                // The convolution this is the transpose of has ⌈extent/stride⌉ outputs; this one has extent times stride.
                length = (long)extent * stride;
                low[a] = (int)Math.Max(0, (whole - length) / 2);
            }

            if (length < 1)
            {
                c.Fail("NG0103", $"{c.Text} yields {length} elements along axis {a}, because {c.Above()}; use less padding or a larger kernel");
                return null;
            }

            uncut[a] = Math.Max(whole, length);
            extents[a] = (int)Math.Min(int.MaxValue, length);
        }

        if (!c.CanCount([c.Int("Channels", 1), .. uncut])) return null;

        return (low, extents);
    }
}

/// <summary>[C, L] → [channels, L'].</summary>
internal sealed class ConvTranspose1D() : TransposedConvolution(1);

/// <summary>[C, H, W] → [channels, H', W'].</summary>
internal sealed class ConvTranspose2D() : TransposedConvolution(2);

/// <summary>[C, D, H, W] → [channels, D', H', W'].</summary>
internal sealed class ConvTranspose3D() : TransposedConvolution(3);
