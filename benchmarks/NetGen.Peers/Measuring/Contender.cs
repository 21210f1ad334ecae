using System.Diagnostics;

namespace NetGen.Peers.Measuring;

/// <summary>One side of a comparison: something that can be done again and again, and timed.</summary>
internal abstract class Contender : IDisposable
{
    /// <summary>Who it is, with the version.</summary>
    public abstract string Name { get; }

    /// <summary>Fewer repetitions than this would measure more than the work itself.</summary>
    public virtual int MinimumRepetitions => 1;

    /// <summary>Does the work <paramref name="repetitions"/> times; the loop stands inside, so that it costs no call per repetition.</summary>
    public abstract void Run(int repetitions);

    /// <summary>Nanoseconds for one repetition, over <paramref name="repetitions"/> of them.</summary>
    public virtual double Time(int repetitions)
    {
        var start = Stopwatch.GetTimestamp();
        Run(repetitions);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / repetitions;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A network that turns a batch of inputs into outputs.</summary>
internal abstract class InferenceContender : Contender
{
    /// <summary>The memory inputs are read from.</summary>
    public abstract Span<float> Input { get; }

    /// <summary>The memory outputs are written to.</summary>
    public abstract Span<float> Output { get; }
}

/// <summary>A network whose repetition is one training step: forward, loss, backward, update.</summary>
internal abstract class TrainingContender : Contender
{
    /// <summary>Trains anew from the problem's weights and returns the loss before each of the steps.</summary>
    public abstract double[] Losses(int steps);
}
