using NetGen.Data;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>The memory of one training batch: samples are gathered here, side by side, as the network wants them.</summary>
internal sealed class SampleBatch
{
    private readonly Dataset _data;
    private readonly AlignedBuffer _inputs;
    private readonly int[] _labels;
    private readonly AlignedBuffer _targets;
    private int _count;

    public SampleBatch(Dataset data, int size)
    {
        _data = data;
        size = Math.Min(size, data.Count);
        _inputs = new AlignedBuffer(checked(size * data.InputLength));
        _labels = new int[checked(size * data.LabelLength)];
        _targets = new AlignedBuffer(data.HasLabels ? 0 : checked(size * data.TargetLength));
    }

    public ReadOnlySpan<float> Inputs => _inputs.Span[..(_count * _data.InputLength)];

    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, _count * _data.LabelLength);

    public ReadOnlySpan<float> Targets => _targets.Span[..(_data.HasLabels ? 0 : _count * _data.TargetLength)];

    public void Gather(ReadOnlySpan<int> samples, SampleTransform? transform, ulong epochKey)
    {
        _count = samples.Length;
        for (var i = 0; i < samples.Length; i++)
        {
            var input = _data.Input(samples[i]);
            var slot = _inputs.Span.Slice(i * _data.InputLength, _data.InputLength);
            if (transform is null) input.CopyTo(slot);
            else transform.Apply(input, slot, CounterRandom.Key(epochKey, (ulong)samples[i]));
            _data.LabelsOf(samples[i]).CopyTo(_labels.AsSpan(i * _data.LabelLength));
            if (!_data.HasLabels) _data.TargetsOf(samples[i]).CopyTo(_targets.Span[(i * _data.TargetLength)..]);
        }
    }
}
