using System.Runtime.CompilerServices;
using NetGen.Threading;
using Xunit;

namespace NetGen.Tests.Threading;

public class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_member_does_its_part_and_sees_what_the_others_did_before_they_met(int size)
    {
        using var team = new Team(size);
        var work = new Turns(team.Size);
        for (var i = 0; i < 1000; i++) team.Run(work);
        Assert.Equal(1000 * team.Size, work.Done.Sum());
        Assert.Equal(0, work.Misses);
    }

    [Fact]
    public void A_member_that_sleeps_between_calls_is_woken()
    {
        using var team = new Team(2);
        var work = new Turns(team.Size);
        for (var i = 0; i < 3; i++)
        {
            team.Run(work);
            Thread.Sleep(50);
        }

        Assert.Equal(3 * team.Size, work.Done.Sum());
    }

    [Fact]
    public void There_are_no_more_members_than_processors()
    {
        using var team = new Team(10_000);
        Assert.Equal(Environment.ProcessorCount, team.Size);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Team(0));
    }

    [Fact]
    public void A_team_that_has_ended_refuses_work()
    {
        var team = new Team(2);
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Turns(2)));
    }

    [Fact]
    public void A_team_nobody_refers_to_is_collected()
    {
        var reference = Forgotten();
        for (var i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(reference.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forgotten()
    {
        var team = new Team(2);
        team.Run(new Turns(team.Size));
        return new WeakReference(team);
    }

    /// <summary>Each writes its number of turns, all meet, each reads that of its neighbour.</summary>
    private sealed class Turns(int members) : ITeamWork
    {
        public int[] Done { get; } = new int[members];

        public int Misses;

        public void Run(Team team, int part)
        {
            var turn = ++Done[part];
            team.Meet();
            if (Done[(part + 1) % Done.Length] != turn) Interlocked.Increment(ref Misses);
            team.Meet();
        }
    }
}
