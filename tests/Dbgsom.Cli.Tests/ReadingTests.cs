using System.Text.Json;

namespace Dbgsom.Cli.Tests;

/// <summary>How a table is read is said once: the map keeps it, and the command in its report repeats it.</summary>
public sealed class ReadingTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string Numbers =
        "a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row % 7},{row * row % 23}\n"));

    [Fact]
    public void Names_with_commas_stand_in_quotes()
    {
        string[] rows = [.. Enumerable.Range(0, 60).Select(row => $"{row % 7},{row * row % 23},{row % 5}")];
        File.WriteAllLines(work.At("commas.csv"), rows.Prepend("\"a,b\",c,\"say \"\"d\"\", e\""));
        Assert.Equal(["a,b", "c"], Repeated("commas.csv", "--columns", " \"a,b\" , c"));
        Assert.Equal(["c"], Repeated("commas.csv", "--drop", "\"a,b\",\"say \"\"d\"\", e\""));
        Assert.Equal(["a,b", "c", "say \"d\", e"], Repeated("commas.csv"));
        Refused("commas.csv", 2, "--columns: a quote is not closed in \"a,b; valid is", "--columns", "\"a,b");
        Refused("commas.csv", 2, "--columns: text follows a closed quote in \"a,b\"c; valid is", "--columns", "\"a,b\"c");
    }

    [Fact]
    public void Lines_that_are_not_of_the_table_are_left_out()
    {
        File.WriteAllText(work.At("lines.csv"), "A title\n# made by a tool\n" + Numbers + "# the end\n");
        Assert.Equal(["a", "b"], Repeated("lines.csv", "--skip", "1", "--comment", "#"));
        Refused("lines.csv", 2, "'ab' cannot begin a comment; valid is one ASCII character", "--comment", "ab");
        Refused("lines.csv", 2, "'-1' is not a whole number of at least 0", "--skip=-1");
        Refused("lines.csv", 2, "--comment ; is also the --delimiter", "--comment", ";", "--delimiter", ";");
        Refused("lines.csv", 1, "--skip 1 skips it", "--comment", "#");
    }

    [Fact]
    public void Spaces_divide_cells()
    {
        File.WriteAllText(work.At("spaced.dat"), "  " + Numbers.Replace(",", "   ", StringComparison.Ordinal));
        Assert.Equal(["a", "b"], Repeated("spaced.dat", "--delimiter", " "));
        Assert.Equal(["a", "b"], Repeated("spaced.dat"));
    }

    [Fact]
    public void Signs_of_units_are_read_over()
    {
        File.WriteAllText(
            work.At("units.csv"),
            Numbers.Replace("\n", "%\n", StringComparison.Ordinal).Replace("b%", "b", StringComparison.Ordinal)
        );
        Refused("units.csv", 1, "--units reads it without the %");
        Assert.Equal(["a", "b"], Repeated("units.csv", "--units"));
    }

    [Fact]
    public void Records_of_json_are_rows()
    {
        var rows = Enumerable
            .Range(0, 60)
            .Select(row => $$"""{"a": {{row % 7}}, "kind": "k{{row % 3}}", "tags": [1], "b": {{row * row % 23}}}""");
        File.WriteAllLines(work.At("rows.jsonl"), rows);
        Assert.Equal(["a", "kind=k0", "kind=k1", "kind=k2", "b"], Repeated("rows.jsonl"));
        Refused("rows.jsonl", 1, "record 1, column 2 ('tags'): it contains an array", "--columns", "a,tags");
    }

    [Fact]
    public void Names_may_have_several_lines()
    {
        File.WriteAllText(work.At("units-below.csv"), Numbers.Replace("a,b\n", "a,b\ncm,\n", StringComparison.Ordinal));
        Assert.Equal(["a cm", "b"], Repeated("units-below.csv", "--header-lines", "2"));
        Refused(
            "units-below.csv",
            2,
            "--header-lines 2 and --header no contradict each other",
            "--header-lines",
            "2",
            "--header",
            "no"
        );
    }

    [Fact]
    public void The_rarest_categories_are_one()
    {
        var rows = Enumerable.Range(0, 60).Select(row => $"{row % 7},k{(row % 4 == 0 ? row % 12 : row % 2)}");
        File.WriteAllLines(work.At("many.csv"), rows.Prepend("a,kind"));
        Assert.Equal(["a", "kind=k0", "kind=k1", "kind=other"], Repeated("many.csv", "--max-categories", "3"));
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

    private void Refused(string table, int code, string part, params string[] reading) =>
        Assert.Contains(part, work.Run(["train", table, .. reading, "-o", "m.som.npz"]).Refused(code), StringComparison.Ordinal);

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
