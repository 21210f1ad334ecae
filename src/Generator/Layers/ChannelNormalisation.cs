using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Over groups of channels of each sample, γ and β a channel (Wu and He 2018, arXiv:1803.08494).</summary>
internal sealed class GroupNorm : LayerDefinition
{
    public override string Kind => "GroupNorm";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Groups") is not { } groups || Normalisation.Epsilon(c, 1e-5) is not { } epsilon) return null;
        if (c.X.Rank == 0) return c.Fail("NG0101", $"{c.Text} needs channels, but {c.Above()}");
        if (c.X.Shape[0] % groups != 0) return c.Fail("NG0102", $"{c.Text} has {groups} groups, which must divide the channels, but {c.Above()}; choose a divisor of {c.X.Shape[0]}");
        var affine = c.Flag("Affine", true);
        return Build(c, groups, epsilon, affine).Result;
    }

    /// <summary>
    /// The normalised tensor, with the mean and the biased variance of each channel's group. Sums are taken a channel first: the large tensor
    /// keeps its layout, and only a vector is grouped.
    /// </summary>
    public static (Node Result, Node Mean, Node Variance) Build(LayerContext c, int groups, double epsilon, bool affine)
    {
        var x = c.X;
        var channels = x.Shape[0];
        var gamma = affine ? Operand.PerChannel(c.Parameter("weight", [channels], InitialValues.Ones)) : null;
        var beta = affine ? Operand.PerChannel(c.Parameter("bias", [channels], InitialValues.Zeros)) : null;
        var mean = GroupMean(c, x, groups, e => e);
        var centred = c.Map(Expr.Input(0) - Expr.Input(1), x.Shape, Operand.Same(x), Operand.PerChannel(mean));
        var variance = GroupMean(c, centred, groups, e => e * e);
        var inverse = c.Map(variance, Normalisation.InverseRoot(epsilon));
        return (Normalisation.Affine(c, centred, Operand.PerChannel(inverse), e => e, gamma, beta), mean, variance);
    }

    private static Node GroupMean(LayerContext c, Node x, int groups, Func<Expr, Expr> of)
    {
        int channels = x.Shape[0], each = channels / groups;
        int[] spatial = [.. Enumerable.Range(1, x.Rank - 1)];
        var mean = spatial.Length == 0 ? c.Map(x, of) : Normalisation.Mean(c, x, spatial, of);
        if (each == 1) return mean;
        var grouped = c.Add(new ReshapeNode(mean, [groups, each]));
        var ofGroup = Normalisation.Mean(c, grouped, [1], e => e);
        var spread = c.Map(Expr.Input(0), [groups, each], new Operand(ofGroup, [0]));
        return c.Add(new ReshapeNode(spread, [channels]));
    }
}

/// <summary>
/// Each channel of each sample over its positions (Ulyanov et al. 2016, arXiv:1607.08022). Where running statistics are kept, training moves them
/// towards the mean over the samples of the batch, and inference uses them.
/// </summary>
internal sealed class InstanceNorm : LayerDefinition
{
    public override string Kind => "InstanceNorm";

    public override Node? Build(LayerContext c)
    {
        var x = c.X;
        if (x.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and positions, but {c.Above()}; use [LayerNorm]");
        if (Normalisation.Epsilon(c, 1e-5) is not { } epsilon) return null;
        int channels = x.Shape[0], positions = (int)(x.ElementCount / channels);
        bool affine = c.Flag("Affine", false), tracked = c.Flag("TrackRunningStatistics", false);
        var momentum = c.Number("Momentum", 0.1);
        if (!tracked) return GroupNorm.Build(c, channels, epsilon, affine).Result;

        if (c.Mode == GraphMode.Inference)
        {
            var gamma = affine ? Operand.PerChannel(c.Parameter("weight", [channels], InitialValues.Ones)) : null;
            var beta = affine ? Operand.PerChannel(c.Parameter("bias", [channels], InitialValues.Zeros)) : null;
            var mean = c.Buffer("running_mean", [channels], InitialValues.Zeros);
            var variance = c.Buffer("running_var", [channels], InitialValues.Ones);
            var centred = c.Map(Expr.Input(0) - Expr.Input(1), x.Shape, Operand.Same(x), Operand.PerChannel(mean));
            var inverse = c.Map(variance, Normalisation.InverseRoot(epsilon));
            return Normalisation.Affine(c, centred, Operand.PerChannel(inverse), e => e, gamma, beta);
        }

        var built = GroupNorm.Build(c, channels, epsilon, affine);
        var unbiased = positions / Math.Max(1.0, positions - 1);
        Track(c.Buffer("running_mean", [channels], InitialValues.Zeros), built.Mean, 1);
        Track(c.Buffer("running_var", [channels], InitialValues.Ones), built.Variance, unbiased);
        return built.Result;

        void Track(Node buffer, Node statistic, double factor)
        {
            var overBatch = c.Add(new ReduceNode(
                ReduceKind.Sum, Expr.Input(0) * (factor / new BatchSizeExpr(AtHand: true)), [channels], [Operand.Same(statistic)], [], overBatch: true));
            c.Update(buffer, old => c.Map((Expr.Input(0) * (1 - momentum)) + (Expr.Input(1) * momentum), [channels], Operand.Same(old), Operand.Same(overBatch)));
        }
    }
}

/// <summary>y[c] = x[c]/(k + α/size·Σ x[c']²)^β over a window of channels (Krizhevsky et al. 2012).</summary>
internal sealed class LocalResponseNorm : LayerDefinition
{
    public override string Kind => "LocalResponseNorm";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Size") is not { } size || !c.CanCount(size)) return null;
        if (c.X.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and positions, but {c.Above()}; put it before [Flatten]");
        double alpha = c.Number("Alpha", 1e-4), beta = c.Number("Beta", 0.75), k = c.Number("K", 1);
        var squares = c.Map(c.X, x => x * x);
        WindowAxis[] windows = [new(size, 1, 1, size / 2, c.X.Shape[0]), .. c.X.Shape.Skip(1).Select(WindowAxis.Untouched)];
        var sum = c.Add(new WindowNode(ReduceKind.Sum, squares, windows));
        return c.Map(Expr.Input(0) * Expr.Pow(k + (Expr.Input(1) * (alpha / size)), -beta), c.X.Shape, Operand.Same(c.X), Operand.Same(sum));
    }
}
