using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// An average of the parameters over the steps: the first update copies, later ones take a ← d·a + (1 − d)·w. Averaged weights often
/// generalise better than the last ones.
/// </summary>
/// <remarks>Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging".</remarks>
public sealed class ExponentialMovingAverage
{
    private readonly bool _warmUp;
    private AlignedBuffer? _average;

    /// <summary>An average that has seen nothing yet.</summary>
    /// <param name="decay">d in [0, 1): about 1/(1 − d) steps count.</param>
    /// <param name="warmUp">Starts with shorter averages: update t uses min(d, (1 + t)/(10 + t)).</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is outside of [0, 1).</exception>
    public ExponentialMovingAverage(float decay = 0.999f, bool warmUp = false)
    {
        if (!(decay >= 0 && decay < 1)) throw new ArgumentOutOfRangeException(nameof(decay), decay, "decay must be at least 0 and less than 1.");
        Decay = decay;
        _warmUp = warmUp;
    }

    /// <summary>d.</summary>
    public float Decay { get; }

    /// <summary>Updates so far.</summary>
    public int Count { get; private set; }

    /// <summary>The averaged parameters, empty before the first update.</summary>
    public ReadOnlySpan<float> Average => _average is null ? default : _average.Span;

    /// <summary>Takes in the parameters of a step.</summary>
    /// <exception cref="ArgumentException">The length differs from that of the first update.</exception>
    public void Update(ReadOnlySpan<float> parameters)
    {
        if (_average is null)
        {
            _average = new AlignedBuffer(parameters.Length);
            parameters.CopyTo(_average.Span);
            Count = 1;
            return;
        }

        Require(parameters.Length);
        var decay = _warmUp ? Math.Min(Decay, (1f + Count) / (10f + Count)) : Decay;
        var fresh = (float)(1 - Training.Average.Widen(decay));
        FlatVector.Mix(_average.Span, parameters, decay, fresh);
        Count++;
    }

    /// <summary>Exchanges the parameters with their average; a second call undoes the first.</summary>
    /// <exception cref="InvalidOperationException">There was no update yet.</exception>
    /// <exception cref="ArgumentException">The length differs from that of the first update.</exception>
    public void Swap(Span<float> parameters)
    {
        if (_average is null) throw new InvalidOperationException("There is no average before the first update.");
        Require(parameters.Length);
        var average = _average.Span;
        for (var i = 0; i < average.Length; i++) (average[i], parameters[i]) = (parameters[i], average[i]);
    }

    /// <summary>Overwrites the parameters with their average.</summary>
    /// <exception cref="InvalidOperationException">There was no update yet.</exception>
    /// <exception cref="ArgumentException">The length differs from that of the first update.</exception>
    public void CopyTo(Span<float> parameters)
    {
        if (_average is null) throw new InvalidOperationException("There is no average before the first update.");
        Require(parameters.Length);
        _average.Span.CopyTo(parameters);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_average, Count) = (null, 0);

    private void Require(int length)
    {
        if (length != _average!.Length) throw new ArgumentException($"The average is over {_average.Length} parameters, but got {length}.");
    }
}
