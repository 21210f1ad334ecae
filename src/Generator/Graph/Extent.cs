namespace NetGen.Generator.Graph;

/// <summary>How many elements an axis has: a number, or the length of a named axis.</summary>
internal readonly struct Extent : IEquatable<Extent>
{
    private readonly int _number;

    public Extent(int number) => _number = number;

    public Extent(NamedAxis axis) => Axis = axis;

    /// <summary>The axis whose length it is; null where it is a number.</summary>
    public NamedAxis? Axis { get; }

    /// <summary>The number.</summary>
    /// <exception cref="NamedExtentException">It is the length of a named axis.</exception>
    public int Number => Axis is null ? _number : throw new NamedExtentException(Axis);

    /// <summary>The greatest number of elements.</summary>
    public int Greatest => Axis?.Greatest ?? _number;

    public static implicit operator Extent(int number) => new(number);

    public static implicit operator Extent(NamedAxis axis) => new(axis);

    public static bool operator ==(Extent a, Extent b) => a.Equals(b);

    public static bool operator !=(Extent a, Extent b) => !a.Equals(b);

    public bool Equals(Extent other) => _number == other._number && Equals(Axis, other.Axis);

    public override bool Equals(object? obj) => obj is Extent other && Equals(other);

    public override int GetHashCode() => Axis?.GetHashCode() ?? _number;

    public override string ToString() => Axis?.Name ?? _number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
