using Dbgsom.Threading;

namespace Dbgsom.Tests.Passes;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_part_is_done_once_whatever_follows_what(int threads)
    {
        var team = new Team(threads);
        for (int call = 0; call < 2000; call++)
        {
            int parts = call % 13;
            var done = new int[parts];
            team.For(
                parts,
                1 + (call % 9),
                (part, worker) =>
                {
                    Assert.InRange(worker, 0, threads - 1);
                    Interlocked.Increment(ref done[part]);
                }
            );
            Assert.All(done, count => Assert.Equal(1, count));
            // Now and then the helpers have gone back to the pool before the next call.
            if (call % 500 == 0)
                Thread.Sleep(5);
        }
    }

    [Fact]
    public void No_two_threads_are_the_same_worker_at_once()
    {
        var team = new Team(4);
        var busy = new int[4];
        for (int call = 0; call < 300; call++)
            team.For(
                40,
                4,
                (_, worker) =>
                {
                    Assert.Equal(1, Interlocked.Increment(ref busy[worker]));
                    Thread.SpinWait(50);
                    Interlocked.Decrement(ref busy[worker]);
                }
            );
    }

    [Fact]
    public void An_exception_comes_out_and_the_team_goes_on()
    {
        var team = new Team(3);
        for (int call = 0; call < 50; call++)
        {
            var thrown = Assert.Throws<InvalidOperationException>(() =>
                team.Run(3, worker => throw new InvalidOperationException($"worker {worker}"))
            );
            Assert.StartsWith("worker ", thrown.Message, StringComparison.Ordinal);
            int sum = 0;
            team.For(10, 3, (part, _) => Interlocked.Add(ref sum, part));
            Assert.Equal(45, sum);
        }
    }

    /// <summary>Helpers that are let go at any moment come back for the next call.</summary>
    [Fact]
    public void A_team_works_on_after_a_rest()
    {
        var team = new Team(3);
        for (int call = 0; call < 3000; call++)
        {
            var done = new int[5];
            team.For(5, 3, (part, _) => Interlocked.Increment(ref done[part]));
            Assert.All(done, count => Assert.Equal(1, count));
            if (call % 3 == 0)
                team.Rest();
            if (call % 7 == 0)
                Thread.SpinWait(call % 200);
        }
    }

    [Fact]
    public void A_rest_within_a_call_changes_nothing()
    {
        var team = new Team(2);
        int done = 0;
        team.For(
            4,
            2,
            (_, _) =>
            {
                team.Rest();
                Interlocked.Increment(ref done);
            }
        );
        Assert.Equal(4, done);
    }

    [Fact]
    public void A_call_within_a_call_is_refused()
    {
        var team = new Team(2);
        Assert.Throws<InvalidOperationException>(() => team.Run(2, _ => team.Run(2, _ => { })));
        int done = 0;
        team.For(4, 2, (_, _) => Interlocked.Increment(ref done));
        Assert.Equal(4, done);
    }

    /// <summary>A pool without a free thread delays nothing: the caller does it all.</summary>
    [Fact]
    public void A_call_does_not_wait_for_a_busy_pool()
    {
        var release = new TaskCompletionSource();
        ThreadPool.GetMinThreads(out int least, out _);
        for (int i = 0; i < 2 * least; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => release.Task.Wait(TimeSpan.FromSeconds(30)), null);
        var team = new Team(4);
        int done = 0;
        for (int call = 0; call < 20; call++)
            team.For(8, 4, (_, _) => Interlocked.Increment(ref done));
        release.SetResult();
        Assert.Equal(160, done);
    }
}
