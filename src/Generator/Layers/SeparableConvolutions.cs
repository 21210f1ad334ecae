using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Each channel by windows of its own: [C, H, W] → [C·multiplier, H', W']; a convolution with C groups.</summary>
internal sealed class DepthwiseConv2D : LayerDefinition
{
    public override string Kind => "DepthwiseConv2D";

    public override Node? Build(LayerContext c) => Step(c, c.Flag("Bias", true), "");

    /// <summary>The depthwise convolution of a layer's window and options.</summary>
    public static Node? Step(LayerContext c, bool hasBias, string prefix)
    {
        if (ConvolutionOptions.Of(c, 2) is not { } options || c.Positive("Multiplier", 1) is not { } multiplier) return null;
        var channels = (long)c.X.Shape[0] * multiplier;
        return channels > int.MaxValue
            ? c.Fail("NG0106", $"{c.Text}: {c.X.Shape[0]} channels times a Multiplier of {multiplier} are more than an index can count")
            : Convolution.Build(c, c.X, (int)channels, options, groups: c.X.Shape[0], hasBias, prefix);
    }
}

/// <summary>A depthwise convolution, then a 1×1 one that mixes the channels (Chollet 2017, arXiv:1610.02357).</summary>
internal sealed class SeparableConv2D : LayerDefinition
{
    public override string Kind => "SeparableConv2D";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Channels") is not { } channels || DepthwiseConv2D.Step(c, hasBias: false, "depthwise.") is not { } depthwise) return null;
        return Convolution.Build(c, depthwise, channels, ConvolutionOptions.Pointwise(2), groups: 1, c.Flag("Bias", true), "pointwise.");
    }
}

/// <summary>k×1 and then 1×k, both over all channels (Szegedy et al. 2016, arXiv:1512.00567, section 3.2).</summary>
internal sealed class SpatialSeparableConv2D : LayerDefinition
{
    public override string Kind => "SpatialSeparableConv2D";

    public override Node? Build(LayerContext c)
    {
        if (ConvolutionOptions.Of(c, 2) is not { } options || c.Positive("Channels") is not { } channels) return null;
        return Convolution.Build(c, c.X, channels, options.Along(0), groups: 1, hasBias: false, "vertical.") is { } vertical
            ? Convolution.Build(c, vertical, channels, options.Along(1), groups: 1, c.Flag("Bias", true), "horizontal.")
            : null;
    }
}

/// <summary>Across the channels, then k×1 and 1×k within each of them (Jin, Dundar and Culurciello 2015, arXiv:1412.5474).</summary>
internal sealed class FlattenedConv2D : LayerDefinition
{
    public override string Kind => "FlattenedConv2D";

    public override Node? Build(LayerContext c)
    {
        if (ConvolutionOptions.Of(c, 2) is not { } options || c.Positive("Channels") is not { } channels) return null;
        return Convolution.Build(c, c.X, channels, ConvolutionOptions.Pointwise(2), groups: 1, hasBias: false, "pointwise.") is { } mixed
            && Convolution.Build(c, mixed, channels, options.Along(0), groups: channels, hasBias: false, "vertical.") is { } vertical
            ? Convolution.Build(c, vertical, channels, options.Along(1), groups: channels, c.Flag("Bias", true), "horizontal.")
            : null;
    }
}
