namespace Dbgsom.Report.Tests;

/// <summary>Samples with more features than a page can show.</summary>
public sealed class WideSampleTests
{
    private static readonly DataMatrix Samples = DataMatrix.From([
        .. Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 1500).Select(f => Math.Sin((i * f) + f + i)).ToArray()),
    ]);

    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 4, Epochs = 5 }).Fit(Samples);

    [Fact]
    public void The_page_has_the_planes_that_matter_most()
    {
        var features = PageText.Of(Map, Samples, null).Data.GetProperty("features");
        int[] shown = [.. features.GetProperty("columns").EnumerateArray().Select(column => column.GetInt32())];
        Assert.Equal(1500, features.GetProperty("count").GetInt32());
        Assert.Equal(1000, shown.Length);
        double least = shown.Min(f => Map.FeatureImportance[f]);
        Assert.All(Enumerable.Range(0, 1500).Except(shown), f => Assert.True(Map.FeatureImportance[f] <= least));
    }

    /// <summary>The token is canceled when the head of the page is written: long before its end.</summary>
    [Fact]
    public void A_page_in_the_making_is_canceled()
    {
        using var source = new CancellationTokenSource();
        using var output = new CancelingStream(source);
        Assert.Throws<OperationCanceledException>(() => Map.WriteReport(output, Samples, null, source.Token));
    }

    private sealed class CancelingStream(CancellationTokenSource source) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => source.Cancel();

        public override void Write(ReadOnlySpan<byte> buffer) => source.Cancel();
    }
}
