using System.Globalization;

namespace Dbgsom.Fuzz.Tests;

/// <summary>
/// Every reader takes or refuses a thousand changed inputs: no other exception, no crash, little time and memory. The inputs are the same each
/// time; many more are tried with <c>dotnet run -c Release --project bench/Dbgsom.Fuzz -- --minutes 10</c>.
/// </summary>
public sealed class ReaderTests : IDisposable
{
    private const int Inputs = 1000;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Seeds.Targets("").Select(target => target.Name)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_inputs_are_taken_or_refused(string name)
    {
        using var target = Seeds.Targets(folder.Path).Single(one => one.Name == name).Make();
        var (tried, _, findings) = Fuzzer.Run(target, 0, Inputs, () => true);
        Assert.True(
            findings.Count == 0,
            string.Join(
                "\n\n",
                findings.Select(one => string.Create(CultureInfo.InvariantCulture, $"show {name} {one.Number}: {one.What}"))
            )
        );
        Assert.Equal(Inputs, tried);
    }

    /// <summary>Inputs that once were neither taken nor refused, or took too much.</summary>
    [Theory]
    [InlineData("arrows", 98)]
    [InlineData("arrows", 812)]
    [InlineData("arrows", 103)]
    [InlineData("arrow", 41)]
    [InlineData("arrow", 92)]
    [InlineData("arrow", 6011266)]
    [InlineData("arrow", 6026201)]
    [InlineData("arrow", 6105606)]
    [InlineData("arrows", 6052065)]
    [InlineData("parquet", 632)]
    [InlineData("parquet", 5976)]
    [InlineData("parquet", 9723)]
    [InlineData("parquet", 30392)]
    [InlineData("request", 787)]
    [InlineData("request", 1519)]
    [InlineData("request", 7684)]
    [InlineData("sums", 1974)]
    public async Task Inputs_that_were_trouble_once(string name, long number)
    {
        using var target = Seeds.Targets(folder.Path).Single(one => one.Name == name).Make();
        // Some of them were read without end.
        var tried = Task.Run(() => Fuzzer.Try(target, Fuzzer.Input(target, number)));
        Assert.Null((await tried.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).What);
    }

    [Fact]
    public void The_inputs_are_the_same_each_time()
    {
        using var one = Seeds.Targets(folder.Path).Single(target => target.Name == "model").Make();
        using var other = Seeds.Targets(folder.Path).Single(target => target.Name == "model").Make();
        for (long number = 0; number < 200; number++)
            Assert.Equal(Fuzzer.Input(one, number), Fuzzer.Input(other, number));
    }
}
