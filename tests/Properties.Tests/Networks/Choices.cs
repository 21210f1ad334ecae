namespace NetGen.Properties.Networks;

/// <summary>
/// Decisions read one after the other from a list of numbers; behind its end they are all 0. The first option is always the simplest, so that smaller
/// numbers and shorter lists give simpler networks.
/// </summary>
internal sealed class Choices(IReadOnlyList<int> numbers)
{
    private int _next;

    /// <summary>A number from 0 to <paramref name="count"/> − 1.</summary>
    public int Below(int count) => _next < numbers.Count ? numbers[_next++] % Math.Max(1, count) : 0;

    /// <summary>A number in a range, its ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True in one of <paramref name="times"/> cases.</summary>
    public bool OneIn(int times) => Below(times) == times - 1;

    /// <summary>One of these.</summary>
    public T Of<T>(params IReadOnlyList<T> options) => options[Below(options.Count)];

    /// <summary>A divisor of a number, 1 first.</summary>
    public int Divisor(int number) => Of<int>([.. Enumerable.Range(1, number).Where(d => number % d == 0)]);
}
