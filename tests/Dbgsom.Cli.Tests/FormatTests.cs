using System.Globalization;
using System.IO.Compression;
using System.Text;
using Dbgsom.Files;

namespace Dbgsom.Cli.Tests;

/// <summary>Files of other kinds than plain text and arrays, and the options that go with them.</summary>
public sealed class FormatTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Libraries = ["Parquet.dll", "Apache.Arrow.dll", "Apache.Arrow.Compression.dll"];

    /// <summary>What predict writes is what train reads: labels, neurons and distances as columns.</summary>
    [Theory]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public void Predictions_are_written_with_types_and_read_again(string kind)
    {
        string text = work.Run("predict", "shapes.som.npz", "shapes.npy", "--top", "2", "--clusters", "ward:3").Done();
        work.Run("predict", "shapes.som.npz", "shapes.npy", "--top", "2", "--clusters", "ward:3", "-o", "p." + kind).Done();
        var table = DataFiles.Load([work.At("p." + kind)]).Data;
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines[0].Split(','), table.FeatureNames!);
        Assert.Equal(lines.Length - 1, table.RowCount);
        for (int row = 0; row < table.RowCount; row++)
            Assert.Equal(
                lines[row + 1].Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)),
                Enumerable.Range(0, table.ColumnCount).Select(column => table[row, column])
            );
        foreach (string model in new[] { "1.som.npz", "2.som.npz" })
            work.Run("train", "p." + kind, "-o", model, "--columns", "x,y,distance", "--map-above", model[0] == '1' ? "0" : "1G")
                .Done();
        Assert.Equal(File.ReadAllBytes(work.At("1.som.npz")), File.ReadAllBytes(work.At("2.som.npz")));
        work.Run("measure", "1.som.npz", "p." + kind, "--label-column", "cluster").Done();
        work.Run("estimate", "p." + kind, "--columns", "x,y").Done();
        work.Run("mixture", "1.som.npz", "p." + kind, "-o", "mixture.npy").Done();
    }

    [Fact]
    public void Packed_text_trains_the_same_map()
    {
        using (var packed = new GZipStream(File.Create(work.At("flowers.csv.gz")), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(work.At("flowers.csv")));
        foreach (string file in new[] { "flowers.csv", "flowers.csv.gz" })
            work.Run("train", file, "-o", file + ".som.npz", "--columns", "long,wide,high").Done();
        Assert.Equal(File.ReadAllBytes(work.At("flowers.csv.som.npz")), File.ReadAllBytes(work.At("flowers.csv.gz.som.npz")));
    }

    [Fact]
    public void Categories_are_named_once()
    {
        work.Run("train", "flowers.csv", "-o", "kinds.som.npz", "--columns", "long,wide,kind", "--one-hot", "kind").Done();
        string known = work.Run("predict", "kinds.som.npz", "flowers.csv", "--one-hot", "kind").Done();
        Assert.Equal(121, known.TrimEnd('\n').Split('\n').Length);
        File.WriteAllText(work.At("new.csv"), "kind,wide,long\nkind9,1,1\nkind1,1,1\n");
        var result = work.Run("predict", "kinds.som.npz", "new.csv", "--one-hot", "kind");
        Assert.Equal(3, result.Done().TrimEnd('\n').Split('\n').Length);
        Assert.Contains("does not know 'kind9' of 'kind'", result.Error, StringComparison.Ordinal);
        var again = work.Run("predict", "kinds.som.npz", "new.csv");
        Assert.Equal(result.Done(), again.Done());
        Assert.Equal(result.Error, again.Error);
    }

    [Fact]
    public void Decimal_commas_and_delimiters()
    {
        string points = File.ReadAllText(work.At("flowers.csv"));
        File.WriteAllText(work.At("comma.csv"), points.Replace(',', ';').Replace('.', ','), Encoding.UTF8);
        File.WriteAllText(work.At("bar.csv"), points.Replace(',', '|'));
        File.WriteAllText(work.At("tab.csv"), points.Replace(',', '\t').Replace('.', ','));
        Train("flowers.csv");
        Train("comma.csv", "--decimal-comma");
        Train("bar.csv", "--delimiter", "|");
        Train("tab.csv", "--delimiter", "tab", "--decimal-comma");
        foreach (string file in new[] { "comma.csv", "bar.csv", "tab.csv" })
        {
            // How the text was written travels with the map; all else is the same.
            var map = SomMap.Load(work.At(file + ".som.npz"));
            Assert.NotNull(map.TablePlan);
            map.WithTablePlan(null).Save(work.At("unplanned.som.npz"));
            Assert.Equal(File.ReadAllBytes(work.At("flowers.csv.som.npz")), File.ReadAllBytes(work.At("unplanned.som.npz")));
            Assert.Equal(
                work.Run("predict", "flowers.csv.som.npz", "flowers.csv").Done(),
                work.Run("predict", file + ".som.npz", file).Done()
            );
        }
        Assert.Contains(
            "--delimiter: 'x'",
            work.Run("train", "bar.csv", "--delimiter", "x", "-o", "m.som.npz").Refused(2),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "a decimal comma was requested",
            work.Run("train", "flowers.csv", "--delimiter", ",", "--decimal-comma", "--columns", "long", "-o", "m.som.npz")
                .Refused(1),
            StringComparison.Ordinal
        );

        void Train(string file, params string[] more) =>
            work.Run(["train", file, "-o", file + ".som.npz", "--columns", "long,wide,high", .. more]).Done();
    }

    [Theory]
    [InlineData("a.parquet", "not Parquet")]
    [InlineData("a.arrow", "not Arrow")]
    [InlineData("a.feather", "not Arrow")]
    [InlineData("a.csv.gz", "truncated or damaged")]
    [InlineData("a.gz", ".csv.gz")]
    public void Files_that_are_something_else(string name, string part)
    {
        File.WriteAllText(work.At(name), name.EndsWith(".gz", StringComparison.Ordinal) ? "\u001f" : "x,y\n1,2\n");
        Assert.Contains(part, work.Run("train", name, "-o", "m.som.npz").Refused(1), StringComparison.Ordinal);
    }

    /// <summary>Who reads text waits for no library that reads other things.</summary>
    [Fact]
    public void Libraries_are_loaded_when_they_are_needed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what is loaded is looked up in /proc");
        using var tool = ToolProcess.Start(work.Folder, "predict", "shapes.som.npz", "-");
        // What divides its cells is found out from the first 64 KiB.
        tool.Type("x,y\n" + string.Concat(Enumerable.Repeat("1,2\n", 20_000)));
        Assert.All(Libraries, library => Assert.True(File.Exists(Path.Combine(AppContext.BaseDirectory, library))));
        string maps = "";
        for (int look = 0; look < 200 && !maps.Contains("CsvHelper.dll", StringComparison.Ordinal); look++)
        {
            Thread.Sleep(50);
            maps = File.ReadAllText($"/proc/{tool.Id}/maps");
        }
        Assert.Contains("CsvHelper.dll", maps, StringComparison.Ordinal);
        Assert.All(Libraries, library => Assert.DoesNotContain(library, maps, StringComparison.Ordinal));
        tool.Interrupt();
        tool.End();
    }
}
