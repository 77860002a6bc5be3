using System.Globalization;
using Dbgsom.Report;
using Dbgsom.Rows;

namespace Dbgsom.Browser.Tests;

/// <summary>The samples of the selection as rows, on the page and as a file.</summary>
[Needs(Need.Browser)]
public sealed class TableTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task The_table_has_the_values_of_the_selected_samples() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                Assert.Equal(200, await visit["#rows tbody tr"].CountAsync());
                Assert.Contains(
                    "First 200 of 2,400 samples",
                    await visit["#rows .hint"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                var samples = SampleData.Shapes();
                var map = SamplePages.ShapesMap();
                var winners = map.FindBestMatches(samples, 1);
                double[] scores = map.OutlierScores(samples);
                const int Neuron = 4;
                int[] rows = [.. Enumerable.Range(0, samples.RowCount).Where(row => winners[row, 0].Neuron == Neuron)];
                await visit.Cell(Neuron).ClickAsync();
                var lines = visit["#rows tbody tr"];
                Assert.Equal(Math.Min(200, rows.Length), await lines.CountAsync());
                for (int i = 0; i < rows.Length; i += 7)
                {
                    string[] cells = [.. await lines.Nth(i).Locator("td").AllInnerTextsAsync()];
                    int row = rows[i];
                    Assert.Equal(row, Number(cells[0]));
                    Assert.Equal(SamplePages.ShapesOptions.Labels![row], cells[1]);
                    Assert.Equal(Neuron, Number(cells[2]));
                    Near(winners[row, 0].Distance, cells[4]);
                    Near(scores[row], cells[5]);
                    Near(samples[row, 0], cells[6]);
                    Near(samples[row, 1], cells[7]);
                }
            }
        );

    [Fact]
    public async Task The_file_has_what_is_selected_and_no_formula()
    {
        // Labels a spreadsheet would run, and what is hard in CSV; negative numbers stay numbers.
        string[] labels = ["=1+1", "+x", "@SUM(A1)", "-2+3", "-7", "plain", "with \"quotes\"", "two\nlines", "a,b", "\t=2", ""];
        string[] saved =
        [
            "'=1+1",
            "'+x",
            "'@SUM(A1)",
            "'-2+3",
            "-7",
            "plain",
            "with \"quotes\"",
            "two\nlines",
            "a,b",
            "'\t=2",
            "",
        ];
        var samples = DataMatrix
            .From([.. Enumerable.Range(0, 220).Select(i => new[] { (i % 11) - 5.25, i * 1e-9, i / 3.0 })])
            .WithFeatureNames(["=cmd", "say \"hi\",\nall", "plain"]);
        var map = new SomVq(new SomOptions { TargetNeurons = 12 }).Fit(samples);
        var options = new ReportOptions
        {
            Labels = [.. Enumerable.Range(0, 220).Select(i => labels[i % labels.Length])],
            LabelName = "-label",
        };
        await browser.Visit(
            pages.Save(map, samples, options),
            async visit =>
            {
                string[][] lines = await Export(visit);
                Assert.Equal(
                    ["row", "'-label", "neuron", "cluster", "distance", "oddness", "'=cmd", "say \"hi\",\nall", "plain"],
                    lines[0]
                );
                Assert.Equal(221, lines.Length);
                var winners = map.FindBestMatches(samples, 1);
                for (int i = 0; i < 220; i++)
                {
                    string[] line = lines[i + 1];
                    Assert.Equal(i, Number(line[0]));
                    Assert.Equal(saved[i % saved.Length], line[1]);
                    Assert.Equal(winners[i, 0].Neuron, Number(line[2]));
                    for (int f = 0; f < 3; f++)
                        Assert.Equal(samples[i, f], Number(line[6 + f]));
                }
                int neuron = winners[17, 0].Neuron;
                await visit.Cell(neuron).ClickAsync();
                Assert.Equal(
                    winners.Index().Where(pair => pair.Item.Neuron == neuron).Select(pair => (double)pair.Index),
                    (await Export(visit)).Skip(1).Select(line => Number(line[0]))
                );
            }
        );
    }

    private static async Task<string[][]> Export(Visit visit)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit["#export"].ClickAsync());
        Assert.Equal("samples.csv", download.SuggestedFilename);
        return CsvLines.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
    }

    private static void Near(double expected, string shown) => Assert.Equal(expected, Number(shown), 0.0006 * Math.Abs(expected));

    private static double Number(string shown) =>
        double.Parse(shown.Replace('−', '-').Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
