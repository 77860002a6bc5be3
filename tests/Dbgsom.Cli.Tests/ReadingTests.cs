using System.Text.Json;

namespace Dbgsom.Cli.Tests;

/// <summary>How a table is read is said once: the map keeps it, and the command in its report repeats it.</summary>
public sealed class ReadingTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public void Names_with_commas_stand_in_quotes()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(row => $"{row % 7},{row * row % 23},{row % 5}")];
        File.WriteAllLines(work.At("commas.csv"), rows.Prepend("\"a,b\",c,\"say \"\"d\"\", e\""));
        Assert.Equal(["a,b", "c"], Repeated("commas.csv", "--columns", " \"a,b\" , c"));
        Assert.Equal(["c"], Repeated("commas.csv", "--drop", "\"a,b\",\"say \"\"d\"\", e\""));
        Assert.Equal(["a,b", "c", "say \"d\", e"], Repeated("commas.csv"));
        foreach (string list in new[] { "\"a,b", "\"a,b\"c" })
            Assert.Contains(
                "--columns: ",
                work.Run("train", "commas.csv", "--columns", list, "-o", "m.som.npz").Refused(2),
                StringComparison.Ordinal
            );
    }

    /// <summary>Trains a map, predicts its table with no option, and follows the command in its report: that gives the same bytes.</summary>
    /// <returns>The features of the map.</returns>
    private string[] Repeated(string table, params string[] reading)
    {
        work.Run(["train", table, .. reading, "--target-neurons", "12", "-o", "first.som.npz"]).Done();
        work.Run("predict", "first.som.npz", table, "-o", "labels.csv").Done();
        work.Run("report", "first.som.npz", table, "-o", "page.html").Done();
        string page = File.ReadAllText(work.At("page.html"));
        int start = page.IndexOf("id=\"data\">", StringComparison.Ordinal) + 10;
        using var data = JsonDocument.Parse(page[start..page.IndexOf("</script>", start, StringComparison.Ordinal)]);
        string command = data.RootElement.GetProperty("settings").GetProperty("command").GetString()!;
        string[] words = Words(command.Replace("first.som.npz", "again.som.npz", StringComparison.Ordinal));
        work.Run(words[1..]).Done();
        var (first, again) = (SomMap.Load(work.At("first.som.npz")), SomMap.Load(work.At("again.som.npz")));
        Assert.Equal(first.Weights.ToArray(), again.Weights.ToArray());
        return [.. first.FeatureNames!];
    }

    /// <summary>The words of a command as a shell takes them.</summary>
    private static string[] Words(string command)
    {
        var words = new List<string> { "" };
        bool isQuoted = false;
        foreach (char letter in command.Replace("'\\''", "\0", StringComparison.Ordinal))
            if (letter == '\'')
                isQuoted = !isQuoted;
            else if (letter == ' ' && !isQuoted)
                words.Add("");
            else
                words[^1] += letter == '\0' ? '\'' : letter;
        return [.. words];
    }
}
