using System.Globalization;
using System.Text.Json;
using Dbgsom.Clustering;
using Dbgsom.Report;
using Dbgsom.Rows;

namespace Dbgsom.Browser.Tests;

/// <summary>The number of clusters is chosen on the page, and everything that speaks of clusters follows.</summary>
[Needs(Need.Browser)]
public sealed class ClusterViewTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task The_slider_chooses_the_number_and_all_parts_follow() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var map = SamplePages.ShapesMap();
                await visit["#attribute"].SelectOptionAsync("region:0");
                foreach (int count in new[] { 3, 12, 2 })
                {
                    await Slide(visit, count - 2);
                    var clusters = map.Cluster(ClusterMethod.Ward, count);
                    Assert.Equal(count, await visit[".card.region"].CountAsync());
                    Assert.Equal(count, await visit[".legend .chip"].CountAsync());
                    Assert.Equal(count + 2, await visit["#heat thead th"].CountAsync());
                    Assert.StartsWith(
                        $"{count} clusters",
                        await visit["#regions output"].InnerTextAsync(),
                        StringComparison.Ordinal
                    );
                    await visit[".card.region"].Nth(1).ClickAsync();
                    Assert.Equal(
                        clusters.Labels.Index().Where(one => one.Item == 1).Select(one => one.Index),
                        await visit.Selected()
                    );
                    Assert.StartsWith("Cluster 1", await visit[".card.region"].Nth(1).InnerTextAsync(), StringComparison.Ordinal);
                    int neuron = (await visit.Selected())[0];
                    await visit.Cell(neuron).HoverAsync();
                    Assert.Contains("Cluster 1", await visit[".tip"].InnerTextAsync(), StringComparison.Ordinal);
                    await visit.Button("Clear selection").ClickAsync();
                }
                await visit["#regions .tools button"].ClickAsync();
                Assert.Contains(
                    "the automatic choice",
                    await visit["#regions output"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                Assert.Equal(map.Cluster().Count, await visit[".card.region"].CountAsync());
            }
        );

    [Fact]
    public Task A_click_on_the_curve_or_the_tree_chooses_the_number() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                // The fourth number that was tried is 5.
                await visit["#regions .figure"].First.ScrollIntoViewIfNeededAsync();
                var point = (await visit["#regions .figure .points path"].Nth(3).BoundingBoxAsync())!;
                await visit.Page.Mouse.MoveAsync(point.X + 1, point.Y + 3);
                await visit.Page.Mouse.MoveAsync(point.X + (point.Width / 2), point.Y + (point.Height / 2));
                await visit.Page.Mouse.DownAsync();
                await visit.Page.Mouse.UpAsync();
                await visit.Until("document.querySelectorAll('.card.region').length === 5");
                // Just below the top of the tree two clusters are apart.
                var tree = visit["#regions .figure"].Nth(1);
                await tree.ScrollIntoViewIfNeededAsync();
                var box = (await tree.Locator(".nsewdrag").BoundingBoxAsync())!;
                double top = await tree.EvaluateAsync<double>(
                    "tree => { const axis = tree._fullLayout.yaxis; return axis.d2p(Math.max(...tree.data.flatMap(trace => trace.y))); }"
                );
                await visit.Page.Mouse.ClickAsync(box.X + (box.Width / 2), (float)(box.Y + top + 2));
                await visit.Until("document.querySelectorAll('.card.region').length === 2");
                Assert.Equal("2 clusters", (await visit["#regions output"].InnerTextAsync())[..10]);
            }
        );

    [Fact]
    public Task Choosing_a_cluster_keeps_the_color() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit["#attribute"].SelectOptionAsync("hits");
                await visit[".card.region"].Nth(1).ClickAsync();
                Assert.Equal("hits", await visit["#attribute"].InputValueAsync());
                Assert.NotEmpty(await visit.Selected());
            }
        );

    [Fact]
    public Task The_table_of_clusters_has_the_means_of_the_samples()
    {
        var samples = SampleData.Shapes();
        return browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var map = SamplePages.ShapesMap();
                var clusters = map.Cluster();
                int[] own = clusters.Predict(samples);
                for (int f = 0; f < 2; f++)
                {
                    string name = samples.FeatureNames?[f] ?? $"feature {f}";
                    string[] cells =
                    [
                        .. await visit["#heat tbody tr"].Filter(new() { HasText = name }).Locator("td").AllInnerTextsAsync(),
                    ];
                    Assert.Equal(clusters.Count + 1, cells.Length);
                    double[] values = [.. Enumerable.Range(0, samples.RowCount).Select(row => samples[row, f])];
                    double mean = values.Average();
                    double variance = values.Average(value => (value - mean) * (value - mean));
                    double between = 0;
                    for (int cluster = 0; cluster < clusters.Count; cluster++)
                    {
                        double[] inside = [.. values.Where((_, row) => own[row] == cluster)];
                        between += inside.Length * Math.Pow(inside.Average() - mean, 2) / values.Length;
                        Assert.Equal(inside.Average(), Number(cells[cluster + 1]), 0.06 * Math.Sqrt(variance));
                    }
                    Assert.Equal(100 * between / variance, Number(cells[0].Replace("%", "", StringComparison.Ordinal)), 0.6);
                }
            }
        );
    }

    [Fact]
    public async Task Cards_speak_in_the_units_of_the_data_and_leave_out_what_does_not_differ()
    {
        var (map, data) = Cars();
        await browser.Visit(
            pages.Save(map, data, new ReportOptions { Clusters = new(ClusterMethod.Ward, 2) }),
            async visit =>
            {
                string[] cards = [.. await visit[".card.region"].AllInnerTextsAsync()];
                Assert.Equal(2, cards.Length);
                Assert.Contains(cards, card => card.Contains("cylinders 8.0, others 4.0", StringComparison.Ordinal));
                Assert.Contains(cards, card => card.Contains("origin USA: 100 %, others 0.0 %", StringComparison.Ordinal));
                Assert.All(cards, card => Assert.DoesNotContain("noise", card, StringComparison.Ordinal));
                // One of two categories says it all.
                Assert.All(cards, card => Assert.Equal(1, card.Split("origin").Length - 1));
            }
        );
    }

    [Fact]
    public async Task The_spread_has_the_quartiles_of_the_selection()
    {
        var data = DataMatrix.From([.. Enumerable.Range(0, 101).Select(i => new[] { (double)i, i * i })]);
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(data);
        await browser.Visit(
            pages.Save(map, data),
            async visit =>
            {
                double[] box = await visit.Page.EvaluateAsync<double[]>(
                    """
                    (() => {
                      const rect = document.querySelector('.boxes-row[data-name="feature 0"] rect');
                      const lines = [...document.querySelectorAll('.boxes-row[data-name="feature 0"] line')];
                      const at = (line, name) => Number(line.getAttribute(name));
                      return [at(lines[0], 'x1'), Number(rect.getAttribute('x')), at(lines[1], 'x1'), Number(rect.getAttribute('x')) + Number(rect.getAttribute('width')), at(lines[0], 'x2')];
                    })()
                    """
                );
                // Of 0 to 100: 5, 25, 50, 75 and 95, drawn over the range from 5 to 95.
                for (int i = 0; i < 5; i++)
                    Assert.Equal((new[] { 5.0, 25, 50, 75, 95 }[i] - 5) / 90, (box[i] - box[0]) / (box[4] - box[0]), 1e-6);
                await visit.Cell(0).ClickAsync();
                // The selection stands above all others.
                Assert.Equal(2, await visit[".boxes-row[data-name='feature 0'] rect"].CountAsync());
            }
        );
    }

    [Fact]
    public async Task Clusters_that_are_asked_for_are_shown_first()
    {
        var options = SamplePages.ShapesOptions with { Clusters = new ClusterRequest(ClusterMethod.KMeans, 4) };
        await browser.Visit(
            pages.Save(SamplePages.ShapesMap(), SampleData.Shapes(), options),
            async visit =>
            {
                Assert.Equal("1", await visit["#method"].InputValueAsync());
                Assert.Equal("region:1", await visit["#attribute"].InputValueAsync());
                Assert.Equal(4, await visit[".card.region"].CountAsync());
                Assert.Equal("4 clusters", (await visit["#regions output"].InnerTextAsync())[..10]);
            }
        );
    }

    [Fact]
    public async Task Labels_that_name_rows_are_not_compared_with_clusters()
    {
        string[] names = [.. Enumerable.Range(0, 2400).Select(i => $"n{i}")];
        await browser.Visit(
            pages.Save(SamplePages.ShapesMap(), SampleData.Shapes(), new ReportOptions { Labels = names, LabelName = "who" }),
            async visit =>
            {
                string text = await visit["#regions"].InnerTextAsync();
                Assert.Contains("agree with who is omitted", text, StringComparison.Ordinal);
                Assert.DoesNotContain("mutual information", text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task Any_column_colors_the_map()
    {
        string[] places = [.. Enumerable.Range(0, 2400).Select(i => i < 1200 ? "north" : "south")];
        string[] sizes = [.. Enumerable.Range(0, 2400).Select(i => i % 5 == 0 ? "" : i.ToString(CultureInfo.InvariantCulture))];
        var options = SamplePages.ShapesOptions with { Columns = [new("place", places), new("size", sizes)], Color = "size" };
        var map = SamplePages.ShapesMap();
        await browser.Visit(
            pages.Save(map, SampleData.Shapes(), options),
            async visit =>
            {
                Assert.Equal("column:1", await visit["#attribute"].InputValueAsync());
                var winners = map.FindBestMatches(SampleData.Shapes(), 1);
                int neuron = winners[7, 0].Neuron;
                double[] own =
                [
                    .. Enumerable
                        .Range(0, 2400)
                        .Where(row => row % 5 != 0 && winners[row, 0].Neuron == neuron)
                        .Select(row => (double)row),
                ];
                string said = (await visit.Cell(neuron).GetAttributeAsync("aria-label"))!;
                Assert.Contains("size: ", said, StringComparison.Ordinal);
                Assert.Equal(
                    own.Average(),
                    Number(said[(said.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]),
                    0.001 * own.Average()
                );
                await visit["#attribute"].SelectOptionAsync("column:0");
                Assert.Equal(["north", "south"], await visit[".legend .chip"].AllInnerTextsAsync());
            }
        );
    }

    [Fact]
    public async Task A_row_is_found_by_its_name()
    {
        string[] names = [.. Enumerable.Range(0, 2400).Select(i => $"Name {i:0000}")];
        var map = SamplePages.ShapesMap();
        var winners = map.FindBestMatches(SampleData.Shapes(), 1);
        await browser.Visit(
            pages.Save(map, SampleData.Shapes(), new ReportOptions { Ids = names, IdName = "who" }),
            async visit =>
            {
                await Find("name 1234");
                await visit.AssertSelected(winners[1234, 0].Neuron);
                Assert.Equal("1,234", await visit["#rows tbody tr.found td"].First.InnerTextAsync());
                Assert.Contains(
                    $"neuron {winners[1234, 0].Neuron}",
                    await visit[".find .hint"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                await Find("77");
                await visit.AssertSelected(winners[77, 0].Neuron);
                await Find("0012");
                Assert.Equal(1, await visit["#rows tbody tr.found"].CountAsync());
                await Find("nobody");
                Assert.Equal("No sample has this name.", await visit[".find .hint"].InnerTextAsync());
                await Find("");
                await visit.AssertSelected();

                async Task Find(string text)
                {
                    await visit["#find"].FillAsync(text);
                    await visit.Page.Keyboard.PressAsync("Enter");
                }
            }
        );
    }

    [Fact]
    public Task Every_figure_is_saved_as_an_image() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                await visit.Cell(5).ClickAsync();
                int saved = 0;
                foreach (var buttons in await visit[".save:visible"].AllAsync())
                {
                    foreach (string kind in new[] { "SVG", "PNG" })
                    {
                        var download = await visit.Page.RunAndWaitForDownloadAsync(() =>
                            buttons.Locator("button", new() { HasText = kind }).ClickAsync()
                        );
                        byte[] bytes = await File.ReadAllBytesAsync(
                            (await download.PathAsync())!,
                            TestContext.Current.CancellationToken
                        );
                        Assert.EndsWith(kind == "SVG" ? ".svg" : ".png", download.SuggestedFilename, StringComparison.Ordinal);
                        if (kind == "PNG")
                        {
                            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
                            continue;
                        }
                        var image = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(bytes)).Root!;
                        Assert.Equal("svg", image.Name.LocalName);
                        Assert.True(image.Descendants().Count() > 20, download.SuggestedFilename);
                        Assert.DoesNotContain("var(--", image.ToString(), StringComparison.Ordinal);
                        Assert.DoesNotContain("NaN", image.ToString(), StringComparison.Ordinal);
                    }
                    saved++;
                }
                // Map, curves, tree, clusters by features, spread, scatter, odd samples, planes, topographic function, four of training.
                Assert.Equal(13, saved);
            }
        );

    private static async Task Slide(Visit visit, int place) =>
        await visit["#count"]
            .EvaluateAsync("(slider, place) => { slider.value = place; slider.dispatchEvent(new Event('input')); }", place);

    /// <summary>Two kinds of cars; the noise has nothing to do with the kind.</summary>
    private static (SomMap Map, DataMatrix Data) Cars()
    {
        var data = DataMatrix
            .From([
                .. Enumerable
                    .Range(0, 200)
                    .Select(i =>
                        new double[]
                        {
                            i % 2 == 0 ? 8 : 4,
                            i % 2 == 0 ? 1 : 0,
                            i % 2 == 0 ? 0 : 1,
                            (i % 2 * 1000) + (i * 37 % 100),
                            i / 2 * 17 % 100,
                        }
                    ),
            ])
            .WithFeatureNames(["cylinders", "origin=USA", "origin=Japan", "weight", "noise"]);
        return (new SomVq(new SomOptions { TargetNeurons = 12 }).Fit(data), data);
    }

    private static double Number(string shown) =>
        double.Parse(shown.Trim().Replace('−', '-').Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
