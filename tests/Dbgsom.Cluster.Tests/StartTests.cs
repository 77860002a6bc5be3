namespace Dbgsom.Cluster.Tests;

/// <summary>Silos of one process that are interrupted while they start.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(600)]
    [InlineData(1000)]
    public async Task A_start_that_is_canceled_at_any_time_says_so(int milliseconds)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds));
        try
        {
            // Where the machine is faster, it has started.
            await using var cluster = await DbgsomCluster.StartLocal(4, cancellationToken: source.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.True(source.IsCancellationRequested);
        }
    }
}
