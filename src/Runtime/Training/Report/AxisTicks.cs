namespace NetGen.Training;

/// <summary>Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.</summary>
/// <param name="Low">The axis begins here.</param>
/// <param name="High">The axis ends here.</param>
/// <param name="Ticks">The labelled values.</param>
internal sealed record AxisTicks(double Low, double High, IReadOnlyList<double> Ticks)
{
    /// <summary>
    /// An axis that covers a range with about <paramref name="count"/> ticks; whole numbers keep their own ends, others get round ones.
    /// </summary>
    public static AxisTicks Over(double low, double high, int count, bool wholeNumbers = false)
    {
        var raw = (high - low) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1.0, 2, 5, 10 }.First(factor => factor * power >= raw * 0.999) * power;
        if (wholeNumbers) step = Math.Max(1, Math.Round(step));
        var (first, last) = wholeNumbers ? (Math.Ceiling(low / step), Math.Floor(high / step)) : (Math.Floor(low / step), Math.Ceiling(high / step));
        var ticks = new List<double>();
        for (var i = first; i <= last; i++) ticks.Add(Math.Round(i * step, 12));
        return wholeNumbers ? new AxisTicks(low, high, ticks) : new AxisTicks(first * step, last * step, ticks);
    }
}
