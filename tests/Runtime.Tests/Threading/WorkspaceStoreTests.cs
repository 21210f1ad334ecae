using NetGen.Threading;
using Xunit;

namespace NetGen.Tests.Threading;

public class WorkspaceStoreTests
{
    private sealed class Workspace
    {
        private int _users;

        public void Use(Random random)
        {
            Assert.Equal(1, Interlocked.Increment(ref _users));
            Thread.SpinWait(random.Next(20));
            if (random.Next(64) == 0) Thread.Yield();
            Interlocked.Decrement(ref _users);
        }
    }

    [Fact]
    public void Nobody_shares_one_and_there_is_at_most_one_more_than_callers()
    {
        const int threads = 24;
        var store = new WorkspaceStore<Workspace>();
        var made = 0;
        Exception? failure = null;
        var workers = Enumerable.Range(0, threads).Select(t => new Thread(() =>
        {
            try
            {
                var random = new Random(t);
                for (var i = 0; i < 4000; i++)
                {
                    var workspace = store.Take();
                    if (workspace is null)
                    {
                        Interlocked.Increment(ref made);
                        workspace = new Workspace();
                    }

                    workspace.Use(random);
                    store.Give(workspace);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        Assert.Null(failure);
        Assert.InRange(made, 1, threads + 1);
        // All of them are there, each once.
        var left = new List<Workspace>();
        while (store.Take() is { } workspace) left.Add(workspace);
        Assert.Equal(made, left.Distinct().Count());
        Assert.Equal(made, left.Count);
    }

    [Fact]
    public void Many_held_at_once_all_come_back()
    {
        var store = new WorkspaceStore<object>();
        Assert.Null(store.Take());
        var objects = Enumerable.Range(0, 100).Select(_ => new object()).ToHashSet();
        foreach (var o in objects) store.Give(o);
        for (var i = 0; i < 100; i++) Assert.True(objects.Remove(store.Take()!));
        Assert.Null(store.Take());
    }

    [Fact]
    public void A_single_caller_is_told_from_a_second()
    {
        var caller = default(SingleCaller);
        caller.EnterTraining("X", "Train");
        var message = "";
        try
        {
            caller.EnterTraining("X", "Train");
        }
        catch (InvalidOperationException e)
        {
            message = e.Message;
        }

        Assert.Contains("X.Train", message, StringComparison.Ordinal);
        caller.Leave();
        caller.EnterWorkspace();
        caller.Leave();
    }
}
