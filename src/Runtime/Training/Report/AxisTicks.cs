namespace NetGen.Training;

/// <summary>Round numbers along an axis: steps of 1, 2 or 5 times a power of ten.</summary>
/// <param name="Low">The axis begins here.</param>
/// <param name="High">The axis ends here; above <paramref name="Low"/>.</param>
/// <param name="Ticks">The labelled values.</param>
internal sealed record AxisTicks(double Low, double High, IReadOnlyList<double> Ticks)
{
    // Ticks closer than this, relative to their magnitude, would carry the same label of six digits, and closer still be the same number.
    private const double LeastRange = 1e-4;

    /// <summary>
    /// An axis that covers a range of finite values with about <paramref name="count"/> ticks; whole numbers keep their own ends, others get round ones.
    /// A range too narrow to be labelled is widened.
    /// </summary>
    public static AxisTicks Over(double low, double high, int count, bool wholeNumbers = false)
    {
        var magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        if (!(high - low >= LeastRange * magnitude) || magnitude == 0)
        {
            var margin = magnitude == 0 ? 1 : LeastRange * magnitude;
            (low, high) = (magnitude == 0 ? 0 : low - margin, high + margin);
        }

        var raw = (high - low) / count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1.0, 2, 5, 10 }.First(factor => factor == 10 || factor * power >= raw * 0.999) * power;
        if (wholeNumbers) step = Math.Max(1, Math.Round(step));
        var (first, last) = wholeNumbers ? (Math.Ceiling(low / step), Math.Floor(high / step)) : (Math.Floor(low / step), Math.Ceiling(high / step));
        var ticks = new List<double>();
        // A sum with 0 has no negative zero.
        for (var i = 0; first + i <= last; i++) ticks.Add(((first + i) * step) + 0.0);
        return wholeNumbers ? new AxisTicks(low, high, ticks) : new AxisTicks(first * step, last * step, ticks);
    }
}
