using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Convolution over any number of spatial axes, with stride, padding, dilation and groups; PyTorch's ConvNd.</summary>
internal abstract class Convolution(int spatialRank) : LayerDefinition
{
    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(spatialRank + 1, $"[channels{Axes()}]", "put [Reshape] before it")) return null;
        if (c.Positive("Channels") is not { } channels || c.Positive("Groups", 1) is not { } groups) return null;
        if (c.Spatial("Kernel", spatialRank, null) is not { } kernel) return null;
        if (c.Spatial("Stride", spatialRank, 1) is not { } stride || c.Spatial("Dilation", spatialRank, 1) is not { } dilation) return null;
        if (Padding.Of(c, spatialRank, kernel, stride, dilation) is not { } padding) return null;
        return Build(c, channels, kernel, stride, padding, dilation, groups, c.Flag("Bias", true));
    }

    /// <summary>The convolution itself, also for layers made of several.</summary>
    public static Node? Build(
        LayerContext c, int channels, int[] kernel, int[] stride, Padding padding, int[] dilation, int groups, bool hasBias, string prefix = "")
    {
        var rank = kernel.Length;
        var inChannels = c.X.Shape[0];
        if (inChannels % groups != 0 || channels % groups != 0)
        {
            return c.Fail(
                "NG0102",
                $"{c.Text} has {groups} groups, which must divide the {inChannels} input channels and the {channels} output channels; " +
                $"choose a divisor of both, such as {GreatestDivisor(inChannels, channels)}");
        }

        if (padding.Apply(c, c.X) is not var (x, zeros)) return null;
        var outExtent = new int[rank];
        for (var a = 0; a < rank; a++)
        {
            var window = ((kernel[a] - 1) * (long)dilation[a]) + 1;
            var padded = x.Shape[a + 1] + (long)zeros.Low[a] + zeros.High[a];
            if (window > padded)
            {
                return c.Fail(
                    "NG0103",
                    $"{c.Text} has a window of {window} along axis {a}, but {c.Above()}, with padding {padded}; use a smaller kernel or more padding");
            }

            outExtent[a] = (int)((padded - window) / stride[a]) + 1;
        }

        int inPerGroup = inChannels / groups, outPerGroup = channels / groups;
        var fanIn = kernel.Aggregate((long)inPerGroup, (product, k) => product * k);
        var weight = c.Parameter($"{prefix}weight", [channels, inPerGroup, .. kernel], InitialValues.FanIn(fanIn));
        var bias = hasBias ? c.Parameter($"{prefix}bias", [channels], InitialValues.FanIn(fanIn)) : null;

        var dims = new List<Dim> { new("g", groups), new("o", outPerGroup), new("i", inPerGroup) };
        var yAxes = new List<AxisIndex> { Channel(0, groups, 1, outPerGroup) };
        var xAxes = new List<AxisIndex> { Channel(0, groups, 2, inPerGroup) };
        var wAxes = new List<AxisIndex> { Channel(0, groups, 1, outPerGroup), AxisIndex.Of(2) };
        for (var a = 0; a < rank; a++)
        {
            int p = dims.Count, k = p + 1;
            dims.Add(new(SpatialName("o", a, rank), outExtent[a]));
            dims.Add(new(SpatialName("k", a, rank), kernel[a]));
            yAxes.Add(AxisIndex.Of(p));
            xAxes.Add(new(-zeros.Low[a], new Term(p, stride[a]), new Term(k, dilation[a])));
            wAxes.Add(AxisIndex.Of(k));
        }

        return c.Add(new ContractNode(dims, x, xAxes, weight, wAxes, [channels, .. outExtent], yAxes, bias: bias));
    }

    /// <summary>Channel <c>group · perGroup + within</c>, without the loops of extent 1.</summary>
    public static AxisIndex Channel(int group, int groups, int within, int perGroup) =>
        groups == 1 ? AxisIndex.Of(within) : perGroup == 1 ? AxisIndex.Of(group) : new(0, new Term(group, perGroup), new Term(within, 1));

    public static string SpatialName(string prefix, int axis, int rank) => prefix + "zyx"[3 - rank + axis];

    private static int GreatestDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }

    private string Axes() => spatialRank switch { 1 => ", length", 2 => ", height, width", _ => ", depth, height, width" };
}

/// <summary>[C, H, W] → [channels, H', W'].</summary>
internal sealed class Conv2D() : Convolution(2)
{
    public override string Kind => "Conv2D";
}
