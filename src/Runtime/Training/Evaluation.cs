using NetGen.Data;
using NetGen.Metrics;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Runs a network over a data set in inference mode, batch by batch, and keeps the scratch memory for the next time. The loss is that of the data set as
/// one batch, whatever the batches.
/// </summary>
internal sealed class Evaluation
{
    // More outputs at once are no faster.
    private const int MostOutputs = 1 << 22;

    private readonly INetwork _network;
    private readonly Dataset _data;
    private readonly int _batchSize;
    private readonly IReadOnlyList<LabelInfo> _scored;
    private readonly AlignedBuffer _outputs;
    private readonly LabelMasses? _masses;

    public Evaluation(INetwork network, Dataset data, int batchSize)
    {
        (_network, _data) = (network, data);
        _scored = Scored(network.Description, data);
        _batchSize = Math.Min(batchSize, data.Count);
        if (_scored.Count > 0) _batchSize = Math.Min(_batchSize, Math.Max(1, MostOutputs / network.Description.OutputLength));
        _outputs = new AlignedBuffer(_scored.Count > 0 ? checked(_batchSize * network.Description.OutputLength) : 0);
        if (network is ITrainedInParts parts) _masses = new LabelMasses(parts);
    }

    /// <summary>Whether the result will have an accuracy.</summary>
    public static bool HasAccuracy(NetworkInfo info, Dataset data) => Scored(info, data).Count > 0;

    public EvaluationResult Run()
    {
        _masses?.Begin();
        _masses?.Add(_data.Labels);
        _masses?.End();
        double loss = 0;
        long right = 0, counted = 0;
        for (var start = 0; start < _data.Count; start += Math.Min(_batchSize, _data.Count - start))
        {
            var count = Math.Min(_batchSize, _data.Count - start);
            var inputs = _data.Inputs.Slice(start * _data.InputLength, count * _data.InputLength);
            loss += ShareOf(inputs, start, count);
            if (_scored.Count == 0) continue;
            var outputs = _outputs.Span[..(count * _network.Description.OutputLength)];
            _network.Forward(inputs, outputs);
            foreach (var labels in _scored) CountRight(labels, outputs, start, count, ref right, ref counted);
        }

        // Without a label that counts there is no loss, as in PyTorch.
        if (_masses is { IsEmpty: true }) loss = double.NaN;
        return new EvaluationResult((float)loss, _scored.Count > 0 ? (float)((double)right / counted) : null);
    }

    // The labels whose classes the outputs tell. Of a network that does not say so, all outputs are taken for scores: [classes, positions], as in PyTorch.
    private static IReadOnlyList<LabelInfo> Scored(NetworkInfo info, Dataset data)
    {
        if (info.Labels.Count > 0) return [.. info.Labels.Where(labels => labels.Scores >= 0)];
        if (!data.HasLabels || info.OutputLength % data.TargetLength != 0) return [];
        var classes = info.OutputLength / data.TargetLength;
        return classes < 2 ? [] : [new("loss", 0, data.TargetLength, classes, Scores.IgnoredLabel, 0)];
    }

    private double ShareOf(ReadOnlySpan<float> inputs, int start, int count)
    {
        var labels = _data.Labels.Slice(start * _data.LabelLength, count * _data.LabelLength);
        var targets = _data.HasLabels ? default : _data.Targets.Slice(start * _data.TargetLength, count * _data.TargetLength);
        return _masses is null
            ? _network.Evaluate(inputs, labels, targets) * ((double)count / _data.Count)
            : ((ITrainedInParts)_network).Evaluate(inputs, labels, targets, _data.Count, _masses.Values);
    }

    private void CountRight(LabelInfo labels, ReadOnlySpan<float> outputs, int start, int count, ref long right, ref long counted)
    {
        for (var sample = 0; sample < count; sample++)
        {
            var scores = outputs.Slice((sample * _network.Description.OutputLength) + labels.Scores, labels.Classes * labels.Length);
            var own = _data.LabelsOf(start + sample).Slice(labels.Offset, labels.Length);
            for (var i = 0; i < own.Length; i++)
            {
                if (own[i] == labels.Ignored) continue;
                counted++;
                // Where a score is NaN, the prediction is −1.
                if (own[i] >= 0 && Scores.ArgMax(scores[i..], labels.Classes, labels.Length) == own[i]) right++;
            }
        }
    }
}
