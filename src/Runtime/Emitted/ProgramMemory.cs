using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>The scratch memory of one program of a network, in floats, and how many samples it takes at once.</summary>
/// <param name="Fixed">Floats that do not depend on the number of samples.</param>
/// <param name="PerSample">Floats for each sample.</param>
/// <param name="Chunk">The largest number of samples that it takes at once; 0 where a step needs the whole batch.</param>
/// <param name="HasForwardSteps">Whether it has recurrences in the order of time.</param>
/// <param name="HasBackwardSteps">Whether it has recurrences against the order of time.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ProgramMemory(int Fixed, int PerSample, int Chunk, bool HasForwardSteps = false, bool HasBackwardSteps = false)
{
    /// <summary>Whether it has recurrences: then <see cref="StepTable.Write"/> comes before each call.</summary>
    internal bool HasSteps => HasForwardSteps || HasBackwardSteps;

    /// <summary>Whether a batch cannot be taken in parts.</summary>
    internal bool NeedsWholeBatch => Chunk == 0;

    /// <summary>Floats for so many samples.</summary>
    internal long LengthFor(int samples) => Fixed + ((long)PerSample * samples);

    /// <summary>The samples of a part when a batch is taken in parts of one size: a small part at the end would cost nearly as much as a large one.</summary>
    internal int PartOf(int batch)
    {
        if (Chunk == 0) return batch;
        var parts = (int)(((long)batch + Chunk - 1) / Chunk);
        return (int)(((long)batch + parts - 1) / parts);
    }
}
