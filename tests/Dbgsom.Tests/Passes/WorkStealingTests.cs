using Dbgsom.Threading;

namespace Dbgsom.Tests.Passes;

public sealed class WorkStealingTests
{
    [Fact]
    public void A_worker_takes_its_own_from_the_front_and_that_of_others_from_the_back()
    {
        // 0 1 2 | 3 4 5 6: seven parts times 1 / 2, rounded down, is where the second stretch begins.
        var queue = new WorkStealing(7, 2);
        Assert.Equal(3, queue.Next(1));
        Assert.Equal([0, 1, 2], [queue.Next(0), queue.Next(0), queue.Next(0)]);
        Assert.Equal([6, 5], [queue.Next(0), queue.Next(0)]);
        Assert.Equal([4, -1], [queue.Next(1), queue.Next(1)]);
        Assert.Equal(-1, queue.Next(0));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(2, 7)]
    [InlineData(100_000, 3)]
    public void Each_part_comes_once(int parts, int workers)
    {
        var queue = new WorkStealing(parts, workers);
        var taken = new int[parts];
        Parallel.For(
            0,
            workers,
            worker =>
            {
                for (int part = queue.Next(worker); part >= 0; part = queue.Next(worker))
                    Interlocked.Increment(ref taken[part]);
            }
        );
        Assert.All(taken, times => Assert.Equal(1, times));
    }
}
