namespace NetGen.Threading;

/// <summary>Work that several threads do together: each runs the whole of it for its own part.</summary>
public interface ITeamWork
{
    /// <summary>Does one part.</summary>
    /// <param name="team">The team, to meet between steps.</param>
    /// <param name="part">Which part, from 0.</param>
    void Run(Team team, int part);
}

/// <summary>
/// Threads that compute one forward pass together. They wait, spinning for a moment and then asleep, between calls; a call allocates nothing.
/// </summary>
/// <remarks>The calling thread is one of them. They are background threads and end when the team is disposed of or collected.</remarks>
public sealed class Team : IDisposable
{
    // Null where the constructor has thrown: the finalizer runs all the same.
    private readonly Members? _members;

    /// <summary>Starts the other threads.</summary>
    /// <param name="size">Threads, the caller's included; more than there are processors would wait for each other, so no more are started.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public Team(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = Math.Min(size, Environment.ProcessorCount);
        _members = new Members(Size);
    }

    /// <summary>Ends the threads of a team nobody refers to any more.</summary>
    ~Team() => _members?.End();

    /// <summary>Threads, the caller's included.</summary>
    public int Size { get; }

    /// <summary>Runs the work on all threads and returns when all have done their part. One call at a time.</summary>
    /// <param name="work">The work.</param>
    public void Run(ITeamWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _members!.Begin(this, work);
        work.Run(this, 0);
        Meet();
        _members.Clear();
    }

    /// <summary>Waits until all threads have come here.</summary>
    public void Meet() => _members!.Meet();

    /// <inheritdoc/>
    public void Dispose()
    {
        _members!.End();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the threads hold on to: not the team itself, between calls, so that it can be collected.</summary>
    private sealed class Members
    {
        private const int Spins = 2000, SpinsBeforeYield = 200;

        private readonly object _gate = new();
        private readonly int _size;
        private ITeamWork? _work;
        private Team? _team;
        private volatile int _call;
        private volatile bool _hasEnded;
        private int _arrived;
        private volatile int _meeting;

        public Members(int size)
        {
            _size = size;
            for (var part = 1; part < size; part++)
            {
                var own = part;
                new Thread(() => Work(own)) { IsBackground = true, Name = $"NetGen {own}" }.Start();
            }
        }

        public void Begin(Team team, ITeamWork work)
        {
            ObjectDisposedException.ThrowIf(_hasEnded, team);
            _team = team;
            _work = work;
            lock (_gate)
            {
                _call++;
                Monitor.PulseAll(_gate);
            }
        }

        public void Clear()
        {
            _work = null;
            _team = null;
        }

        public void Meet()
        {
            if (_size == 1) return;
            var meeting = _meeting;
            if (Interlocked.Increment(ref _arrived) == _size)
            {
                _arrived = 0;
                _meeting = meeting + 1;
                return;
            }

            for (var spins = 0; _meeting == meeting; spins++)
            {
                // Where other work keeps a member off its processor, waiting for it must not keep it off longer.
                if (spins < SpinsBeforeYield) Thread.SpinWait(8);
                else Thread.Yield();
            }
        }

        public void End()
        {
            lock (_gate)
            {
                _hasEnded = true;
                Monitor.PulseAll(_gate);
            }
        }

        private void Work(int part)
        {
            var seen = 0;
            while (true)
            {
                for (var spins = 0; spins < Spins && _call == seen && !_hasEnded; spins++) Thread.SpinWait(8);
                if (_call == seen)
                {
                    lock (_gate)
                    {
                        while (_call == seen && !_hasEnded) Monitor.Wait(_gate);
                    }
                }

                if (_hasEnded) return;
                seen++;
                Part(part);
            }
        }

        // A method of its own, so that no reference to the team stays on the stack of a waiting thread.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private void Part(int part)
        {
            _work!.Run(_team!, part);
            Meet();
        }
    }
}
