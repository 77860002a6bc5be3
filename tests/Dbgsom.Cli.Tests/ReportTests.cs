using System.IO.Compression;
using System.Text.Json;

namespace Dbgsom.Cli.Tests;

/// <summary>dbgsom report, and the demo's.</summary>
public sealed class ReportTests(LabeledData data) : IClassFixture<LabeledData>
{
    private static readonly string[] Page = ["-o", "page.html"];

    [Fact]
    public void A_column_and_a_file_of_labels_make_the_same_page()
    {
        string model = Model();
        Assert.Equal("", data.Run(["report", model, "labeled.csv", "--labels", "name", "-o", "column.html"]).Done());
        var column = Data("column.html");
        Assert.Equal("A map of labeled.csv", column.GetProperty("title").GetString());
        Assert.Equal("name", column.GetProperty("samples").GetProperty("labelName").GetString());
        Assert.Equal(400, column.GetProperty("samples").GetProperty("label").GetArrayLength());
        Assert.Equal("shape 0", column.GetProperty("classes").GetProperty("names")[0].GetString());
        Assert.StartsWith(
            "dbgsom train labeled.csv --columns x,y --label-column name --output report.som.npz ",
            column.GetProperty("settings").GetProperty("command").GetString(),
            StringComparison.Ordinal
        );

        data.Run(["report", model, "labeled.csv", "--label-column", "name", "-o", "label-column.html"]).Done();
        Assert.Equal(File.ReadAllBytes(data.At("column.html")), File.ReadAllBytes(data.At("label-column.html")));

        // The labels are the same; they are called as the file is.
        data.Run(["report", model, "labeled.csv", "--labels", "names.csv", "-o", "file.html"]).Done();
        var file = Data("file.html");
        Assert.Equal("names", file.GetProperty("samples").GetProperty("labelName").GetString());
        Assert.Equal(
            column.GetProperty("classes").GetProperty("counts").GetRawText(),
            file.GetProperty("classes").GetProperty("counts").GetRawText()
        );
    }

    [Fact]
    public void Columns_that_are_kept_stand_beside_single_samples()
    {
        string model = Model();
        string[] lines = File.ReadAllLines(data.At("labeled.csv"));
        File.WriteAllLines(
            data.At("noted.csv"),
            lines.Select((line, i) => i == 0 ? $"{line},note,place" : $"{line},<b>{i},p{i % 5}")
        );
        data.Run(["report", model, "noted.csv", "--labels", "name", "--keep", "place,note", "-o", "kept.html"]).Done();
        var columns = Data("kept.html").GetProperty("samples").GetProperty("columns");
        Assert.Equal(["place", "note"], columns.EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.Equal(
            Enumerable.Range(1, 400).Select(i => $"<b>{i}"),
            columns[1].GetProperty("texts").EnumerateArray().Select(text => text.GetString())
        );
        data.Run(["report", model, "noted.csv", "--labels", "name", "--keep", "all", "-o", "kept.html"]).Done();
        string?[] all =
        [
            .. Data("kept.html")
                .GetProperty("samples")
                .GetProperty("columns")
                .EnumerateArray()
                .Select(column => column.GetProperty("name").GetString()),
        ];
        Assert.Equal(["note", "place"], all[^2..]);
        Assert.Empty(all.Intersect(["x", "y", "name"]));
        Assert.Contains(
            "--keep needs samples: give DATA after MODEL",
            data.Run(["report", model, "--keep", "note", "-o", "kept.html"]).Refused(2),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Its_command_trains_the_same_map_again()
    {
        string model = data.At("first.som.npz");
        data.Run(["train", "labeled.csv", "--columns", "x,y", "--label-column", "name", "--target-neurons", "12", "-o", model])
            .Done();
        data.Run(["report", model, "labeled.csv", "--labels", "name", .. Page]).Done();
        string command = Data("page.html").GetProperty("settings").GetProperty("command").GetString()!;
        File.Delete(data.At("again.som.npz"));
        string[] words = command.Replace("first.som.npz", "again.som.npz", StringComparison.Ordinal).Split(' ');
        Assert.Equal("dbgsom", words[0]);
        data.Run(words[1..]).Done();
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(data.At("again.som.npz")));
    }

    [Fact]
    public void Its_command_names_the_file_of_labels_and_the_limit_of_packed_files()
    {
        using (var packed = new GZipStream(File.Create(data.At("packed.csv.gz")), CompressionLevel.Optimal))
            packed.Write(File.ReadAllBytes(data.At("plain.csv")));
        File.WriteAllLines(data.At("headed.csv"), File.ReadLines(data.At("names.csv")).Prepend("shape"));
        string[] read = ["packed.csv.gz", "--labels", data.At("headed.csv"), "--label-header", "yes", "--max-unpacked", "2M"];
        string model = data.At("packed.som.npz");
        data.Run(["train", .. read, "--classify", "--target-neurons", "12", "-o", model]).Done();
        data.Run(["report", model, .. read, "-o", "packed.html"]).Done();
        string command = Data("packed.html").GetProperty("settings").GetProperty("command").GetString()!;
        Assert.StartsWith(
            "dbgsom train packed.csv.gz --columns x,y --labels headed.csv --label-header yes --max-unpacked 2M --output packed.som.npz ",
            command,
            StringComparison.Ordinal
        );
        File.Delete(data.At("again.som.npz"));
        data.Run(command.Replace("packed.som.npz", "again.som.npz", StringComparison.Ordinal).Split(' ')[1..]).Done();
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(data.At("again.som.npz")));

        // A map without classes is trained without labels.
        data.Run(["report", Model(), .. read, "-o", "packed.html"]).Done();
        Assert.StartsWith(
            "dbgsom train packed.csv.gz --columns x,y --max-unpacked 2M --output report.som.npz ",
            Data("packed.html").GetProperty("settings").GetProperty("command").GetString()!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Title_and_number_of_samples_are_as_asked_for()
    {
        data.Run(["report", Model(), "labeled.csv", "--title", "Forty <b>", "--samples", "40", .. Page]).Done();
        var page = Data("page.html");
        Assert.Equal("Forty <b>", page.GetProperty("title").GetString());
        Assert.InRange(page.GetProperty("samples").GetProperty("row").GetArrayLength(), 20, 40);
        Assert.Equal(400, page.GetProperty("samples").GetProperty("count").GetInt32());
    }

    [Fact]
    public void Without_data_the_map_alone()
    {
        var result = data.Run(["report", Model(), "-o", "alone.html"]);
        result.Done();
        Assert.Contains("without DATA the page shows only the map", result.Error, StringComparison.Ordinal);
        Assert.False(Data("alone.html").TryGetProperty("samples", out _));
    }

    [Theory]
    [InlineData(1, "absent.som.npz", "absent.som.npz", "labeled.csv", "-o", "x.html")]
    [InlineData(1, "absent.csv", "report.som.npz", "absent.csv", "-o", "x.html")]
    [InlineData(1, "unknown column 'kind'", "report.som.npz", "labeled.csv", "--labels", "kind", "-o", "x.html")]
    [InlineData(1, "398 labels for 400 samples", "report.som.npz", "plain.csv", "--labels", "few.csv", "-o", "x.html")]
    [InlineData(1, "absent-labels.csv", "report.som.npz", "plain.csv", "--labels", "absent-labels.csv", "-o", "x.html")]
    [InlineData(2, "x.htm must have the extension .html", "report.som.npz", "labeled.csv", "-o", "x.htm")]
    [InlineData(2, "must have the extension .html", "report.som.npz", "labeled.csv", "-o", "labeled.csv")]
    [InlineData(2, "labels need samples", "report.som.npz", "--labels", "name", "-o", "x.html")]
    [InlineData(2, "labels need samples", "report.som.npz", "--labels", "names.csv", "-o", "x.html")]
    [InlineData(
        2,
        "give one of the two",
        "report.som.npz",
        "labeled.csv",
        "--labels",
        "name",
        "--label-column",
        "name",
        "-o",
        "x.html"
    )]
    [InlineData(2, "--samples", "report.som.npz", "labeled.csv", "--samples", "0", "-o", "x.html")]
    public void What_cannot_be_is_refused_in_one_line(int code, string part, params string[] args)
    {
        Model();
        Assert.Contains(part, data.Run(["report", .. args]).Refused(code), StringComparison.Ordinal);
        Assert.False(File.Exists(data.At("x.html")) || File.Exists(data.At("x.htm")));
    }

    [Fact]
    public void A_page_that_was_there_is_replaced()
    {
        File.WriteAllText(data.At("old.html"), "old");
        data.Run(["report", Model(), "labeled.csv", "-o", "old.html"]).Done();
        Assert.StartsWith("<!doctype html>", File.ReadAllText(data.At("old.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_writes_one_where_asked()
    {
        Assert.Contains("report.html", data.Run("demo", "--out", "with", "--report").Done(), StringComparison.Ordinal);
        Assert.Equal("shape", Data("with/report.html").GetProperty("samples").GetProperty("labelName").GetString());
        Assert.DoesNotContain("report.html", data.Run("demo", "--out", "without").Done(), StringComparison.Ordinal);
        Assert.False(File.Exists(data.At("without/report.html")));
    }

    private string Model()
    {
        const string Name = "report.som.npz";
        if (!File.Exists(data.At(Name)))
            new SomVq(new SomOptions { TargetNeurons = 8 }).Fit(data.Samples).Save(data.At(Name));
        return Name;
    }

    private JsonElement Data(string page)
    {
        string text = File.ReadAllText(data.At(page));
        int start = text.IndexOf("id=\"data\">", StringComparison.Ordinal) + 10;
        return JsonDocument.Parse(text[start..text.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }
}
