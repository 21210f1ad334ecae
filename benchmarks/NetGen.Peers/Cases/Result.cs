using NetGen.Peers.Measuring;

namespace NetGen.Peers.Cases;

/// <summary>What was measured for a case; whatever is absent is null.</summary>
internal sealed record Result(Case Case)
{
    /// <summary>The peer with its version; null when it is absent.</summary>
    public string? PeerName { get; init; }

    /// <summary>What is wrong with a side, so that no time means anything; null when all is well.</summary>
    public string? Failure { get; init; }

    /// <summary>Why the case was left out; null when it was not.</summary>
    public string? Skipped { get; init; }

    /// <summary>Our times, in nanoseconds per repetition.</summary>
    public Samples? OurSamples { get; init; }

    /// <summary>The peer's times, in nanoseconds per repetition.</summary>
    public Samples? PeerSamples { get; init; }

    /// <summary>The peer's time divided by ours, round by round: its quartiles are the spread of the ratio.</summary>
    public Samples? RoundRatios { get; init; }

    /// <summary>The peer's median time divided by ours.</summary>
    public double? Ratio => PeerSamples?.Median / OurSamples?.Median;

    /// <summary>Our multiplications and additions per second in percent of what the core reached in the same rounds on registers alone.</summary>
    public double? PercentOfPeak { get; init; }

    /// <summary>Bytes of weights we read per nanosecond.</summary>
    public double? GigabytesPerSecond { get; init; }

    /// <summary>Managed bytes we allocate per repetition.</summary>
    public long? Allocated { get; init; }

    /// <summary>How the measured figure stands to what is accepted and aimed at.</summary>
    public string Verdict
    {
        get
        {
            if ((Failure ?? Skipped) is { } reason) return reason;
            var (value, target) = Case.PercentOfPeak.Accept is null ? (Ratio, Case.Ratio) : (PercentOfPeak, Case.PercentOfPeak);
            if (value is null) return string.Empty;
            if (value >= target.Goal) return "goal";
            return value >= target.Accept ? "accept" : target.Accept is null ? "below goal" : "below accept";
        }
    }
}
