using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Convolution over any number of spatial axes, with stride, padding, dilation and groups; PyTorch's ConvNd.</summary>
internal abstract class Convolution(int spatialRank) : LayerDefinition
{
    public override string Kind => $"Conv{spatialRank}D";

    public override Node? Build(LayerContext c)
    {
        if (ConvolutionOptions.Of(c, spatialRank) is not { } options) return null;
        return c.Positive("Channels") is { } channels && c.Positive("Groups", 1) is { } groups
            ? Build(c, c.X, channels, options, groups, c.Flag("Bias", true))
            : null;
    }

    /// <summary>The convolution itself, also for layers made of several; <paramref name="prefix"/> then names the step's parameters.</summary>
    public static Node? Build(LayerContext c, Node input, int channels, ConvolutionOptions options, int groups, bool hasBias, string prefix = "")
    {
        var (kernel, dilation) = (options.Kernel, options.Dilation);
        var stride = (int[])options.Stride.Clone();
        var rank = kernel.Length;
        var inChannels = input.Shape[0];
        if (!GroupsFit(c, groups, inChannels, channels)) return null;
        if (options.Padding.Apply(c, input) is not var (x, zeros)) return null;
        var outExtent = new int[rank];
        long[] padded = [.. x.Shape.Skip(1).Select((extent, a) => extent + (long)zeros.Low[a] + zeros.High[a])];
        for (var a = 0; a < rank; a++)
        {
            var window = ((kernel[a] - 1) * (long)dilation[a]) + 1;
            if (window > padded[a])
            {
                return c.Fail(
                    "NG0103",
                    $"{c.Text} has a window of {window} along axis {a}, but {c.Above()}, with padding {padded[a]}; use a smaller kernel or more padding");
            }

            // A step beyond the end is as good as any other that leaves one window.
            stride[a] = (int)Math.Min(stride[a], padded[a]);
            outExtent[a] = (int)Math.Min(int.MaxValue, ((padded[a] - window) / stride[a]) + 1);
        }

        if (!c.CanCount([inChannels, .. padded]) || !c.CanCount([channels, .. outExtent.Select(e => (long)e)])) return null;

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

    public static bool GroupsFit(LayerContext c, int groups, int inChannels, int channels)
    {
        if (inChannels % groups == 0 && channels % groups == 0) return true;
        c.Fail(
            "NG0102",
            $"{c.Text} has {groups} groups, which must divide the {inChannels} input channels and the {channels} output channels; " +
            $"choose a divisor of both, such as {GreatestDivisor(inChannels, channels)}");
        return false;
    }

    private static int GreatestDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}

/// <summary>[C, L] → [channels, L'].</summary>
internal sealed class Conv1D() : Convolution(1);

/// <summary>[C, H, W] → [channels, H', W'].</summary>
internal sealed class Conv2D() : Convolution(2);

/// <summary>[C, D, H, W] → [channels, D', H', W'].</summary>
internal sealed class Conv3D() : Convolution(3);
