namespace NetGen.Emitted;

/// <summary>Sequences from the longest to the shortest, as recurrences take them; one caller at a time. Grows, and allocates nothing once it is large enough.</summary>
internal sealed class SequenceOrder
{
    private int[] _order = [], _rows = [], _places = [];
    private int _count;

    /// <summary>Sorts sequences by their lengths, those of one length in their order.</summary>
    /// <param name="lengths">The steps of each, one or more.</param>
    /// <param name="longest">Those of the longest.</param>
    public void Sort(ReadOnlySpan<int> lengths, int longest)
    {
        _count = lengths.Length;
        if (_order.Length < lengths.Length) _order = new int[lengths.Length];
        if (_rows.Length < longest) (_rows, _places) = (new int[longest], new int[longest]);
        // How many there are of each length, from the longest on; then where those of each length begin.
        var places = _places.AsSpan(0, longest);
        places.Clear();
        foreach (var length in lengths) places[longest - length]++;
        var before = 0;
        foreach (ref var place in places) (place, before) = (before, before + place);
        for (var i = 0; i < lengths.Length; i++) _order[places[longest - lengths[i]]++] = i;
    }

    /// <summary>The next sequences to be computed together.</summary>
    /// <param name="lengths">The steps of all sequences.</param>
    /// <param name="first">How many sequences are done.</param>
    /// <param name="most">Most steps of a group of several sequences.</param>
    /// <param name="rows">How many of the group have each step.</param>
    /// <param name="steps">Their steps together.</param>
    /// <returns>The numbers of the sequences.</returns>
    public ReadOnlySpan<int> Group(ReadOnlySpan<int> lengths, int first, long most, out ReadOnlySpan<int> rows, out int steps)
    {
        var longest = lengths[_order[first]];
        long sum = longest;
        var end = first + 1;
        while (end < _count && sum + lengths[_order[end]] <= most) sum += lengths[_order[end++]];
        var group = _order.AsSpan(first, end - first);
        var going = group.Length;
        for (var step = 0; step < longest; step++)
        {
            while (lengths[group[going - 1]] <= step) going--;
            _rows[step] = going;
        }

        rows = _rows.AsSpan(0, longest);
        steps = checked((int)sum);
        return group;
    }
}
