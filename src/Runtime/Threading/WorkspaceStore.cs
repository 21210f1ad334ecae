namespace NetGen.Threading;

/// <summary>Workspaces that are in use by nobody, from one call to the next. Any number of threads may take and give back; nobody waits for a lock.</summary>
/// <remarks>
/// It holds at most one workspace more than there have ever been callers at once, and allocates nothing once it holds as many as are taken. A workspace
/// that is not given back, as its call has thrown, is collected like anything else.
/// </remarks>
/// <typeparam name="T">The kind of workspace.</typeparam>
internal sealed class WorkspaceStore<T>
    where T : class
{
    // A single caller meets the first place alone. Those behind it are counted: whoever has counted one down finds one.
    private T? _first;
    private int _others;
    private Segment? _segments;

    /// <summary>A workspace that nobody else uses; null where there is none.</summary>
    public T? Take()
    {
        if (_first is not null && Interlocked.Exchange(ref _first, null) is { } first) return first;
        return Volatile.Read(ref _others) > 0 ? TakeOther() : null;
    }

    /// <summary>Puts a workspace back, or a new one in.</summary>
    /// <param name="workspace">The workspace, which the caller must not use any more.</param>
    public void Give(T workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (_first is null && Interlocked.CompareExchange(ref _first, workspace, null) is null) return;
        GiveOther(workspace);
    }

    private T? TakeOther()
    {
        int counted;
        do
        {
            counted = Volatile.Read(ref _others);
            if (counted <= 0) return null;
        }
        while (Interlocked.CompareExchange(ref _others, counted - 1, counted) != counted);
        while (true)
        {
            for (var segment = Volatile.Read(ref _segments); segment is not null; segment = segment.Next)
            {
                foreach (ref var place in segment.Places.AsSpan())
                    if (Volatile.Read(ref place) is not null && Interlocked.Exchange(ref place, null) is { } found) return found;
            }
        }
    }

    private void GiveOther(T workspace)
    {
        while (true)
        {
            var newest = Volatile.Read(ref _segments);
            for (var segment = newest; segment is not null; segment = segment.Next)
            {
                foreach (ref var place in segment.Places.AsSpan())
                {
                    if (Volatile.Read(ref place) is not null || Interlocked.CompareExchange(ref place, workspace, null) is not null) continue;
                    Interlocked.Increment(ref _others);
                    return;
                }
            }

            Interlocked.CompareExchange(ref _segments, new Segment(newest), newest);
        }
    }

    private sealed class Segment(Segment? next)
    {
        public Segment? Next { get; } = next;

        public T?[] Places { get; } = new T?[16];
    }
}
