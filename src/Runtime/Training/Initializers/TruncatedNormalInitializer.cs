using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Every element normal under the condition that it lies within an interval.</summary>
/// <remarks>
/// As PyTorch's <c>trunc_normal_</c> the bounds are values, not multiples of the standard deviation, and the quantile of a uniform number is
/// taken, so that no number is drawn twice.
/// </remarks>
public sealed class TruncatedNormalInitializer : Initializer
{
    // Below this many of the 2^32 equally likely quantiles the interval would be filled with visible gaps.
    private const uint FewestWords = 1 << 16;
    private readonly uint _firstWord;
    private readonly ulong _words;

    /// <summary>Normal with this mean and standard deviation before the truncation to [<paramref name="low"/>, <paramref name="high"/>].</summary>
    /// <exception cref="ArgumentException">
    /// The standard deviation is not positive, the bounds stand in the wrong order, or the interval lies so far in a tail that it holds less than
    /// 2^-16 of the distribution.
    /// </exception>
    public TruncatedNormalInitializer(float mean = 0, float standardDeviation = 1, float low = -2, float high = 2)
    {
        if (!float.IsFinite(mean)) throw new ArgumentException($"The mean of a normal distribution is finite, not {mean}.", nameof(mean));
        if (!float.IsFinite(standardDeviation) || standardDeviation <= 0)
            throw new ArgumentException($"The standard deviation of a truncated normal distribution is positive and finite, unlike {standardDeviation}.", nameof(standardDeviation));
        if (!(low < high)) throw new ArgumentException($"The bounds of a truncation stand in the order low < high, unlike [{low}, {high}].", nameof(low));
        Mean = mean;
        StandardDeviation = standardDeviation;
        Low = low;
        High = high;
        var first = WordsBelow(((double)low - mean) / standardDeviation);
        _words = WordsBelow(((double)high - mean) / standardDeviation) - first;
        _firstWord = (uint)first;
        if (_words < FewestWords)
            throw new ArgumentException($"[{low}, {high}] holds less than 2^-16 of the normal distribution of mean {mean} and standard deviation {standardDeviation}.", nameof(low));
    }

    /// <summary>The mean before the truncation.</summary>
    public float Mean { get; }

    /// <summary>The standard deviation before the truncation.</summary>
    public float StandardDeviation { get; }

    /// <summary>The lower bound.</summary>
    public float Low { get; }

    /// <summary>The upper bound.</summary>
    public float High { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        for (var i = 0; i < values.Length; i++)
        {
            var word = _firstWord + (uint)((CounterRandom.NextUInt(key, (ulong)i) * _words) >> 32);
            values[i] = Math.Clamp((float)(Mean + (StandardDeviation * NormalQuantile.OfBits(word))), Low, High);
        }
    }

    // How many of the 2^32 equally likely quantiles lie below z. The quantile grows with the word, so halving finds the place.
    private static ulong WordsBelow(double z)
    {
        ulong below = 0, end = 1UL << 32;
        while (below < end)
        {
            var middle = (below + end) / 2;
            if (NormalQuantile.OfBits((uint)middle) < z) below = middle + 1;
            else end = middle;
        }

        return below;
    }
}
