namespace NetGen.Peers.Measuring;

/// <summary>Repeated measurements of one quantity.</summary>
internal sealed class Samples
{
    private readonly double[] _ordered;

    public Samples(IEnumerable<double> values)
    {
        _ordered = [.. values.Order()];
        if (_ordered.Length == 0) throw new ArgumentException("There are no measurements.", nameof(values));
    }

    public double Median => Quantile(0.5);

    public double LowerQuartile => Quantile(0.25);

    public double UpperQuartile => Quantile(0.75);

    /// <summary>The value below which the share <paramref name="p"/> of the measurements lies, interpolated between neighbours.</summary>
    private double Quantile(double p)
    {
        var position = p * (_ordered.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, _ordered.Length - 1);
        return _ordered[below] + ((position - below) * (_ordered[above] - _ordered[below]));
    }
}
