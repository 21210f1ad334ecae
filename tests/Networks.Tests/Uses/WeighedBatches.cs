using NetGen.Data;

namespace NetGen.Networks.Weighed;

/// <summary>Random samples with labels, many of which do not count, and targets, as a network wants them.</summary>
internal static class WeighedBatches
{
    /// <param name="info">The network.</param>
    /// <param name="count">Samples.</param>
    /// <param name="seed">Chooses them.</param>
    /// <param name="ignored">The share of labels that do not count.</param>
    public static Dataset Of(NetworkInfo info, int count, int seed, double ignored = 0.3)
    {
        var random = new Random(seed);
        float[] inputs = [.. Enumerable.Range(0, count * info.InputLength).Select(_ => (2 * random.NextSingle()) - 1)];
        var labelLength = info.Labels.Sum(l => l.Length);
        var labels = new int[count * labelLength];
        for (var sample = 0; sample < count; sample++)
        {
            // Whole samples of labels that do not count make batches without any likely.
            var none = random.NextDouble() < ignored;
            foreach (var loss in info.Labels)
            {
                for (var i = 0; i < loss.Length; i++)
                    labels[(sample * labelLength) + loss.Offset + i] = loss.Ignored is { } label && (none || random.NextDouble() < ignored) ? label : random.Next(loss.Classes);
            }
        }

        var values = info.Labels.Count > 0 && info.LabelLength == 0 ? 0 : info.TargetLength;
        float[] targets = [.. Enumerable.Range(0, count * values).Select(_ => random.NextSingle())];
        if (values == 0) return new Dataset(inputs, info.InputLength, labels, labelLength);
        var data = new Dataset(inputs, info.InputLength, targets, values);
        return labelLength == 0 ? data : data.WithLabels(labels, labelLength);
    }

    public static float Gradient(INetwork network, Dataset data, Span<float> gradient) => network switch
    {
        ILabelTrained trained => trained.Gradient(data.Inputs, data.Labels, gradient),
        ITargetTrained trained => trained.Gradient(data.Inputs, data.Targets, gradient),
        _ => ((ILabelAndTargetTrained)network).Gradient(data.Inputs, data.Labels, data.Targets, gradient),
    };

    public static float Train(INetwork network, Dataset data, Training.Optimizer optimizer) => network switch
    {
        ILabelTrained trained => trained.Train(data.Inputs, data.Labels, optimizer),
        ITargetTrained trained => trained.Train(data.Inputs, data.Targets, optimizer),
        _ => ((ILabelAndTargetTrained)network).Train(data.Inputs, data.Labels, data.Targets, optimizer),
    };

    public static float Evaluate(INetwork network, Dataset data) => network switch
    {
        ILabelTrained trained => trained.Evaluate(data.Inputs, data.Labels),
        ITargetTrained trained => trained.Evaluate(data.Inputs, data.Targets),
        _ => ((ILabelAndTargetTrained)network).Evaluate(data.Inputs, data.Labels, data.Targets),
    };
}
