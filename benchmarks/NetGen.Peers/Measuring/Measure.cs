using System.Diagnostics;

namespace NetGen.Peers.Measuring;

/// <summary>
/// Times contenders in rounds: each round times every one of them once, so that whatever slows the machine for a while slows all alike and
/// the ratio survives.
/// </summary>
internal sealed class Measure
{
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>Rounds; a median and its quartiles need at least 31 to be worth printing.</summary>
    public int Rounds { get; init; } = 41;

    /// <summary>How long one contender runs in a round, at least.</summary>
    public double SampleMilliseconds { get; init; } = 0.5;

    /// <summary>How long a contender runs before it is timed: caches, branch predictors and the clock frequency settle.</summary>
    public double WarmUpMilliseconds { get; init; } = 20;

    /// <summary>How long all rounds may take; what would take longer is not begun.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.MaxValue;

    /// <summary>Nanoseconds per repetition, in each round, of each contender; null when the rounds would take longer than the limit.</summary>
    /// <param name="contenders">Those that are compared.</param>
    /// <param name="haveThreads">
    /// Whether they have threads of their own, which spin for a while when they have nothing to do and so take a core from the next one: then
    /// each waits until the other's sleep, and runs untimed until its own are awake.
    /// </param>
    public double[][]? Interleave(IReadOnlyList<Contender> contenders, bool haveThreads = false)
    {
        const int untilTheySleep = 30, untilTheyAreAwake = 10;
        var calibrations = contenders.Select(Calibrate).ToArray();
        if (Rounds * calibrations.Sum(calibration => calibration.Nanoseconds) > Limit.TotalNanoseconds) return null;
        var repetitions = calibrations.Select(calibration => calibration.Repetitions).ToArray();
        var times = contenders.Select(_ => new double[Rounds]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var place = 0; place < contenders.Count; place++)
            {
                // Every other round runs backwards: whoever comes second does not always find the other's data in the caches.
                var i = round % 2 == 0 ? place : contenders.Count - 1 - place;
                if (haveThreads)
                {
                    Thread.Sleep(untilTheySleep);
                    var start = Stopwatch.GetTimestamp();
                    while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < untilTheyAreAwake) contenders[i].Run(1);
                }

                times[i][round] = contenders[i].Time(repetitions[i]);
            }
        }

        return times;
    }

    /// <summary>Managed bytes allocated by one repetition on this thread, after everything has been made.</summary>
    public static long Allocated(Contender contender)
    {
        const int Repetitions = 16;
        contender.Run(2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        contender.Run(Repetitions);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Repetitions;
    }

    /// <summary>Repetitions that fill a sample, and the time they take.</summary>
    private (int Repetitions, double Nanoseconds) Calibrate(Contender contender)
    {
        var start = Stopwatch.GetTimestamp();
        var repetitions = contender.MinimumRepetitions;
        while (true)
        {
            var elapsed = contender.Time(repetitions) * repetitions;
            var settled = Stopwatch.GetElapsedTime(start).TotalMilliseconds >= WarmUpMilliseconds;
            if (elapsed >= SampleMilliseconds * NanosecondsPerMillisecond)
            {
                if (settled) return (repetitions, elapsed);
            }
            else if (repetitions < int.MaxValue / 2)
            {
                repetitions *= 2;
            }
        }
    }
}
