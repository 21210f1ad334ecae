namespace NetGen.Generator.Schedule;

/// <summary>An offset for each stream.</summary>
internal readonly struct Strides(long[] values)
{
    private readonly long[] _values = values;

    public long this[int stream] => _values[stream];

    /// <summary>The offsets after some trips of a loop.</summary>
    public static Strides Of(Loop loop, int trips) => new([.. loop.Strides.Select(s => s * trips)]);

    public Strides Plus(Strides other) => new([.. _values.Select((s, i) => s + other[i])]);

    public static implicit operator Strides(long[] values) => new(values);
}
