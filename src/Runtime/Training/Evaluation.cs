using NetGen.Data;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Runs a network over a data set in inference mode, batch by batch, and keeps the scratch memory for the next time.</summary>
internal sealed class Evaluation(INetwork network, Dataset data, int batchSize)
{
    private readonly int _classes = ClassesOf(network.Description, data);
    private readonly AlignedBuffer _outputs = new(
        ClassesOf(network.Description, data) > 1 ? checked(Math.Min(batchSize, data.Count) * network.Description.OutputLength) : 0);

    public EvaluationResult Run()
    {
        double loss = 0;
        long right = 0;
        for (var start = 0; start < data.Count; start += batchSize)
        {
            var count = Math.Min(batchSize, data.Count - start);
            var inputs = data.Inputs.Slice(start * data.InputLength, count * data.InputLength);
            loss += (double)count * LossOf(inputs, start, count);
            if (_classes > 1) right += CountRight(inputs, data.Labels.Slice(start * data.TargetLength, count * data.TargetLength), count);
        }

        var labels = (double)data.Count * data.TargetLength;
        return new EvaluationResult((float)(loss / data.Count), _classes > 1 ? (float)(right / labels) : null);
    }

    // The classes stand on the first axis of the output, positions (if any) on the others: [classes, positions], as in PyTorch.
    private static int ClassesOf(NetworkInfo info, Dataset data)
        => data.HasLabels && info.OutputLength % data.TargetLength == 0 ? info.OutputLength / data.TargetLength : 0;

    private float LossOf(ReadOnlySpan<float> inputs, int start, int count)
    {
        var labels = data.Labels.Slice(start * data.LabelLength, count * data.LabelLength);
        var targets = data.HasLabels ? default : data.Targets.Slice(start * data.TargetLength, count * data.TargetLength);
        return network.Evaluate(inputs, labels, targets);
    }

    private int CountRight(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, int count)
    {
        var outputs = _outputs.Span[..(count * network.Description.OutputLength)];
        network.Forward(inputs, outputs);
        var (right, positions) = (0, data.TargetLength);
        for (var i = 0; i < labels.Length; i++)
        {
            var first = ((i / positions) * _classes * positions) + (i % positions);
            var best = 0;
            for (var c = 1; c < _classes; c++)
                if (outputs[first + (c * positions)] > outputs[first + (best * positions)]) best = c;
            if (best == labels[i]) right++;
        }

        return right;
    }
}
