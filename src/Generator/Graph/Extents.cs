using System.Collections;
using System.Runtime.CompilerServices;

namespace NetGen.Generator.Graph;

/// <summary>A shape: the extent of each axis. Shapes of numbers alone convert from and to arrays.</summary>
[CollectionBuilder(typeof(Extents), nameof(Create))]
internal sealed class Extents : IReadOnlyList<Extent>, IEquatable<Extents>
{
    private readonly Extent[] _extents;
    private readonly int[]? _numbers;

    private Extents(Extent[] extents)
    {
        _extents = extents;
        _numbers = extents.Any(e => e.Axis is not null) ? null : [.. extents.Select(e => e.Number)];
    }

    public int Count => _extents.Length;

    /// <summary>The numbers, in an array that nobody may write to.</summary>
    /// <exception cref="NamedExtentException">One of them is the length of a named axis.</exception>
    public int[] Numbers => _numbers ?? throw new NamedExtentException(Axes.First());

    /// <summary>The named axes among them.</summary>
    public IEnumerable<NamedAxis> Axes => _extents.Where(e => e.Axis is not null).Select(e => e.Axis!);

    /// <summary>The number of elements at each position of the named axes.</summary>
    public long Elements => _extents.Where(e => e.Axis is null).Aggregate(1L, (product, extent) => product * extent.Number);

    public Extent this[int axis] => _extents[axis];

    public static implicit operator Extents(int[] numbers) => new([.. numbers.Select(n => new Extent(n))]);

    public static Extents Create(ReadOnlySpan<Extent> extents) => new(extents.ToArray());

    public bool Equals(Extents? other) => other is not null && _extents.SequenceEqual(other._extents);

    public override bool Equals(object? obj) => Equals(obj as Extents);

    public override int GetHashCode() => _extents.Aggregate(17, (hash, extent) => unchecked((hash * 31) + extent.GetHashCode()));

    public IEnumerator<Extent> GetEnumerator() => ((IEnumerable<Extent>)_extents).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _extents.GetEnumerator();

    public override string ToString() => string.Join(", ", _extents);
}
