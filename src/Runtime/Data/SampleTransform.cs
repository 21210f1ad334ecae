namespace NetGen.Data;

/// <summary>Changes a sample on its way into a training batch (augmentation).</summary>
public abstract class SampleTransform
{
    /// <summary>Writes the changed sample. Must not allocate, and must depend on its arguments alone.</summary>
    /// <param name="input">The sample as it is in the data set.</param>
    /// <param name="output">The sample for the batch, as long as the input.</param>
    /// <param name="key">Chooses the random change; differs from sample to sample and from epoch to epoch.</param>
    public abstract void Apply(ReadOnlySpan<float> input, Span<float> output, ulong key);
}
