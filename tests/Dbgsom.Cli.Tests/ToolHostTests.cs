namespace Dbgsom.Cli.Tests;

/// <summary>What most tests run in a process of many commands is what a process of its own does.</summary>
public sealed class ToolHostTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("trian")]
    [InlineData("train --help-all")]
    [InlineData("train flowers.csv --columns long,wide,high -o out.som.npz --seed 3")]
    [InlineData("train absent.csv -o out.som.npz")]
    [InlineData("train - -o out.som.npz")]
    [InlineData("predict shapes.som.npz shapes.npy --top 2")]
    [InlineData("predict shapes.som.npz shapes.npy -o out.csv")]
    [InlineData("measure shapes.som.npz shapes.npy --json")]
    [InlineData("measure shapes.som.npz shapes.npy")]
    [InlineData("info shapes.som.npz")]
    [InlineData("info flowers.csv")]
    [InlineData("inspect flowers.csv")]
    [InlineData("plot shapes.som.npz --kind map -o out.svg")]
    [InlineData("report shapes.som.npz shapes.npy -o out.html")]
    [InlineData("export shapes.som.npz -o out.json")]
    public void A_command_does_the_same_in_both(string command)
    {
        string[] args = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (alone, written) = (work.RunAlone(args), Outputs());
        var (together, writtenTogether) = (work.Run(args), Outputs());
        // Only the clock may differ.
        Assert.Equal(WithoutTime(alone), WithoutTime(together));
        Assert.Equal(written, writtenTogether);
    }

    /// <summary>One command leaves nothing to the next.</summary>
    [Fact]
    public void A_command_answers_the_same_after_others()
    {
        string[] info = ["info", "shapes.som.npz"];
        var first = work.Run(info);
        work.Run("info", "absent.som.npz").Refused(1);
        work.Run("measure", "shapes.som.npz", "shapes.npy", "--quiet").Done();
        Assert.Equal(first, work.Run(info));
    }

    private string[] Outputs()
    {
        string[] files = [.. Directory.GetFiles(work.Folder, "out*").Order(StringComparer.Ordinal)];
        string[] contents = [.. files.Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
        Array.ForEach(files, File.Delete);
        return contents;
    }

    private static ToolResult WithoutTime(ToolResult result) =>
        result with
        {
            Output = string.Join(
                '\n',
                result.Output.Split('\n').Where(line => !line.StartsWith("│ time ", StringComparison.Ordinal))
            ),
        };
}
