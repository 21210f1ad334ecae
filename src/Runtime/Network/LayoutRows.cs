namespace NetGen;

/// <summary>
/// Walks the rows of a tensor (its last axis) in canonical order and knows the address of each. The addresses of an axis are tabulated once, so
/// that a step is an addition: no division per element.
/// </summary>
internal ref struct LayoutRows
{
    private readonly int[][] _offsets;
    private readonly int[] _index;

    public LayoutRows(ReadOnlySpan<int> shape, ReadOnlySpan<LayoutDigit> digits)
    {
        // A scalar is a row of one element.
        _offsets = new int[Math.Max(1, shape.Length)][];
        _offsets[0] = [0];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            _offsets[axis] = new int[shape[axis]];
            foreach (var digit in digits)
            {
                if (digit.Axis != axis) continue;
                for (var i = 0; i < shape[axis]; i++) _offsets[axis][i] += digit.At(i);
            }
        }

        _index = new int[_offsets.Length - 1];
        var row = _offsets[^1];
        IsContiguous = true;
        for (var i = 0; i < row.Length; i++) IsContiguous &= row[i] == i;
        foreach (var axis in _offsets.AsSpan(..^1))
        {
            if (axis.Length > 0) Start += axis[0];
        }
    }

    /// <summary>The addresses within a row, relative to its start.</summary>
    public readonly ReadOnlySpan<int> RowOffsets => _offsets[^1];

    /// <summary>Whether a row stands in memory as it is.</summary>
    public bool IsContiguous { get; }

    /// <summary>The address of the current row.</summary>
    public int Start { get; private set; }

    /// <summary>Goes on to the next row, like an odometer; behind the last one to the first.</summary>
    public void MoveNext()
    {
        for (var axis = _index.Length - 1; axis >= 0; axis--)
        {
            var offsets = _offsets[axis];
            Start -= offsets[_index[axis]];
            if (++_index[axis] == offsets.Length) _index[axis] = 0;
            Start += offsets[_index[axis]];
            if (_index[axis] != 0) return;
        }
    }
}
