using Dbgsom.Explorer.Training;

namespace Dbgsom.Explorer.Tests;

public sealed class LiveFeedTests
{
    private static readonly byte[] Big = new byte[1 << 20];

    [Fact]
    public async Task One_who_comes_late_is_told_the_last_of_each_kind_state_first()
    {
        var feed = new LiveFeed();
        feed.Publish(LiveKind.State, [1]);
        feed.Publish(LiveKind.State, [2]);
        feed.Publish(LiveKind.Snapshot, [3]);
        feed.Publish(LiveKind.Snapshot, [4]);
        Assert.Equal([2, 4], await Take(feed, 2));
        feed.Publish(LiveKind.State, [5]);
        Assert.Equal([5, 4], await Take(feed, 2));
        feed.Forget(LiveKind.Snapshot);
        Assert.Equal([5], await Take(feed, 1));
    }

    [Fact]
    public async Task One_who_follows_is_told_everything_in_order()
    {
        var feed = new LiveFeed();
        feed.Publish(LiveKind.State, [0]);
        await using var follower = feed.Follow(CancellationToken.None).GetAsyncEnumerator();
        await follower.MoveNextAsync();
        for (byte i = 1; i <= 20; i++)
            feed.Publish(i % 3 == 0 ? LiveKind.State : LiveKind.Snapshot, [i]);
        for (byte i = 1; i <= 20; i++)
        {
            Assert.True(await follower.MoveNextAsync());
            Assert.Equal(i, follower.Current.Data[0]);
        }
    }

    [Fact]
    public async Task One_who_is_too_slow_goes_on_with_the_last()
    {
        var feed = new LiveFeed();
        feed.Publish(LiveKind.State, [0]);
        await using var follower = feed.Follow(CancellationToken.None).GetAsyncEnumerator();
        await follower.MoveNextAsync();
        for (int i = 0; i < 100; i++)
            feed.Publish(LiveKind.Snapshot, Big);
        feed.Publish(LiveKind.State, [7]);
        int told = 0;
        do
        {
            await follower.MoveNextAsync();
            told++;
        } while (follower.Current.Kind != LiveKind.State);
        Assert.Equal(7, follower.Current.Data[0]);
        Assert.InRange(told, 1, 20);
    }

    private static async Task<byte[]> Take(LiveFeed feed, int count)
    {
        var taken = new List<byte>();
        await foreach (var what in feed.Follow(CancellationToken.None))
        {
            taken.Add(what.Data[0]);
            if (taken.Count == count)
                break;
        }
        return [.. taken];
    }
}
