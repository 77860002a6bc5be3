using System.Globalization;
using System.Text.Json;
using Dbgsom.Rows;
using Microsoft.Playwright;

namespace Dbgsom.Browser.Tests;

/// <summary>A selection made anywhere shows everywhere.</summary>
[Needs(Need.Browser)]
public sealed class SelectionTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task A_click_selects_a_neuron_and_a_second_clears() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit.AssertSelected();
                await visit.Cell(7).ClickAsync();
                await visit.AssertSelected(7);
                await visit.Cell(3).ClickAsync();
                await visit.AssertSelected(3);
                await visit.Cell(7).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
                await visit.AssertSelected(3, 7);
                Assert.Equal("true", await visit.Cell(7).GetAttributeAsync("aria-selected"));
                Assert.Equal("false", await visit.Cell(8).GetAttributeAsync("aria-selected"));
                await visit.Cell(3).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
                await visit.AssertSelected(7);
                await visit.Cell(7).ClickAsync();
                await visit.AssertSelected();
                Assert.True(await visit.Button("Clear selection").IsDisabledAsync());
                await visit.Cell(7).ClickAsync();
                await visit.Button("Clear selection").ClickAsync();
                await visit.AssertSelected();
            }
        );

    [Fact]
    public Task The_profile_says_how_the_selected_samples_differ() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var samples = SampleData.Shapes();
                var winners = SamplePages.ShapesMap().FindBestMatches(samples, 1);
                int neuron = winners.CountBy(match => match.Neuron).MaxBy(pair => pair.Value).Key;
                await visit.Cell(neuron).ClickAsync();
                int count = winners.Count(match => match.Neuron == neuron);
                Assert.StartsWith(
                    $"1 neuron with {count} samples, ",
                    await visit["#profile .count"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                foreach (int f in new[] { 0, 1 })
                {
                    double[] all = [.. Enumerable.Range(0, samples.RowCount).Select(row => samples[row, f])];
                    double chosen = all.Where((_, row) => winners[row, 0].Neuron == neuron).Average();
                    double others = all.Where((_, row) => winners[row, 0].Neuron != neuron).Average();
                    double deviation = Math.Sqrt(all.Average(value => (value - all.Average()) * (value - all.Average())));
                    var row = visit["#profile tbody tr"].Filter(new() { HasText = samples.FeatureNames?[f] ?? $"feature {f}" });
                    string[] cells = [.. await row.Locator("td").AllInnerTextsAsync()];
                    Assert.Equal((chosen - others) / deviation, Number(cells[0]), 0.006);
                    Assert.Equal(chosen, Number(cells[1]), 0.0006 * Math.Abs(chosen));
                    Assert.Equal(others, Number(cells[2]), 0.0006 * Math.Abs(others));
                }
            }
        );

    [Fact]
    public Task Points_of_other_neurons_fade() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                int[] neurons = Whole((await visit.Data()).GetProperty("samples").GetProperty("neuron"));
                Assert.All(await Opacity(visit), opacity => Assert.Equal(0.9, opacity));
                await visit.Cell(11).ClickAsync();
                Assert.Equal(neurons.Select(neuron => neuron == 11 ? 0.9 : 0.12), await Opacity(visit));
            }
        );

    [Fact]
    public Task Regions_are_selected_by_card_and_by_legend() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var regions = (await visit.Data()).GetProperty("regions");
                int[] labels = Whole(regions[0].GetProperty("labels"));
                var card = visit[".card.region"].Nth(1);
                await card.ClickAsync();
                Assert.Equal(Where(labels, 1), await visit.Selected());
                Assert.Equal("true", await card.GetAttributeAsync("aria-pressed"));
                Assert.Equal("false", await visit[".card.region"].Nth(0).GetAttributeAsync("aria-pressed"));
                await card.ClickAsync();
                await visit.AssertSelected();
                await visit[".legend .chip"].Nth(2).ClickAsync();
                Assert.Equal(Where(labels, 2), await visit.Selected());
                Assert.Equal("true", await visit[".card.region"].Nth(2).GetAttributeAsync("aria-pressed"));
            }
        );

    [Fact]
    public Task Another_method_shows_its_regions() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var regions = (await visit.Data()).GetProperty("regions");
                for (int method = 0; method < regions.GetArrayLength(); method++)
                {
                    await visit["#method"].SelectOptionAsync(method.ToString(CultureInfo.InvariantCulture));
                    Assert.Equal($"region:{method}", await visit["#attribute"].InputValueAsync());
                    int count = regions[method].GetProperty("clusters").GetArrayLength();
                    Assert.Equal(count, await visit[".card.region"].CountAsync());
                    Assert.Equal(count, await visit[".legend .chip"].CountAsync());
                    int[] labels = Whole(regions[method].GetProperty("labels"));
                    await visit[".card.region"].Nth(0).ClickAsync();
                    Assert.Equal(Where(labels, 0), await visit.Selected());
                    Assert.Equal("0", await visit["#rows tbody tr:first-child td:nth-child(4)"].InnerTextAsync());
                    await visit["#odd button.link"].First.ClickAsync();
                    int chosen = Assert.Single(await visit.Selected());
                    Assert.Equal(
                        labels[chosen].ToString(CultureInfo.InvariantCulture),
                        await visit["#rows tbody tr:first-child td:nth-child(4)"].InnerTextAsync()
                    );
                    await visit.Button("Clear selection").ClickAsync();
                }
            }
        );

    private static Task<double[]> Opacity(Visit visit) =>
        visit.Page.EvaluateAsync<double[]>("document.querySelector('#samples .figure').data[0].marker.opacity");

    private static int[] Whole(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetInt32())];

    private static IEnumerable<int> Where(int[] labels, int region) =>
        labels.Index().Where(pair => pair.Item == region).Select(pair => pair.Index);

    private static double Number(string shown) =>
        double.Parse(shown.Replace('−', '-').Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
