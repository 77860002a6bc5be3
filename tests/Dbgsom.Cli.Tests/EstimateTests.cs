using System.Text.Json.Nodes;

namespace Dbgsom.Cli.Tests;

public sealed class EstimateTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Keys =
    [
        "estimates",
        "greatest_neurons",
        "max_neurons",
        "limited_by",
        "default_target",
        "spread_norm",
        "samples",
        "trial_rows",
        "trial_neurons",
        "trials",
        "preset",
        "seed",
    ];

    [Fact]
    public void The_lambda_that_is_printed_gives_the_size_that_was_asked_for()
    {
        var json = JsonNode.Parse(work.Run("estimate", "shapes.npy", "--neurons", "40", "--seed", "3", "--json").Done())!;
        Assert.Equal(Keys.Order(), json.AsObject().Select(pair => pair.Key).Order());
        var pair = Assert.Single(json["estimates"]!.AsArray())!;
        Assert.Equal(40, (int)pair["neurons"]!);
        string lambda = pair["lambda"]!.ToString();
        var map = JsonNode.Parse(
            work.Run("train", "shapes.npy", "-o", "e.som.npz", "--lambda", lambda, "--seed", "3", "--json").Done()
        )!;
        Assert.InRange((int)map["neurons"]!, 28, 52);
        Assert.Equal((double)map["growing_threshold"]!, (double)pair["growing_threshold"]!, 1e-9);
    }

    [Fact]
    public void Lambdas_and_sizes_are_answered_in_order()
    {
        var json = JsonNode.Parse(work.Run("estimate", "shapes.npy", "--lambda", "20,80", "--neurons", "30", "--json").Done())!;
        var pairs = json["estimates"]!.AsArray();
        Assert.Equal([20, 80], pairs.Take(2).Select(pair => (double)pair!["lambda"]!));
        Assert.True((int)pairs[0]!["neurons"]! > (int)pairs[1]!["neurons"]!);
        Assert.Equal(30, (int)pairs[2]!["neurons"]!);
    }

    [Fact]
    public void Without_a_question_a_range_is_printed()
    {
        string table = work.Run("estimate", "flowers.csv", "--label-column", "kind", "--columns", "wide,1", "--quiet").Done();
        Assert.Contains("54, the target of the default preset", table, StringComparison.Ordinal);
        Assert.Contains("the maximum size is 54 neurons", table, StringComparison.Ordinal);
        var result = work.Run("estimate", "shapes.npy", "--preset", "reference", "--seed", "1", "--lambda", "20");
        Assert.Contains("for any lambda", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "--lambda is '0'; valid is a number greater than 0", "--lambda", "0")]
    [InlineData(2, "--lambda is 'auto'", "--lambda", "5,auto")]
    [InlineData(2, "--neurons is '3'; valid is a whole number of at least 4", "--neurons", "3")]
    [InlineData(2, "--target-neurons", "--target-neurons", "30")]
    [InlineData(2, "max-neurons is 3", "--max-neurons", "3")]
    [InlineData(1, "neurons is 300; valid is 4 to 244: the maximum size is 244 neurons", "--neurons", "300")]
    public void What_is_out_of_range_is_refused(int code, string part, params string[] options) =>
        Assert.Contains(part, work.Run(["estimate", "shapes.npy", .. options]).Refused(code), StringComparison.Ordinal);

    [Fact]
    public void It_can_be_stopped()
    {
        using var tool = ToolProcess.Start(work.Folder, "estimate", "-");
        Thread.Sleep(TimeSpan.FromSeconds(0.5));
        tool.Interrupt();
        Assert.Contains("interrupted", tool.End().Refused(130), StringComparison.Ordinal);
    }
}
