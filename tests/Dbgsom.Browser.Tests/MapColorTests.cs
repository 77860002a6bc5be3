using System.Globalization;
using System.Text.Json;

namespace Dbgsom.Browser.Tests;

/// <summary>Whatever the map is colored by: cells, legend and what a screen reader says follow.</summary>
[Needs(Need.Browser)]
public sealed class MapColorTests(ChromiumBrowser browser, SamplePages pages)
{
    private const string State = """
        () => ({
          fills: [...document.querySelectorAll('.cell rect')].map(rect => rect.style.fill),
          labels: [...document.querySelectorAll('.cell')].map(cell => cell.getAttribute('aria-label')),
          chips: [...document.querySelectorAll('.legend .chip')].map(chip => chip.innerText.trim()),
          ends: [...document.querySelectorAll('.legend > span:not(.bar)')].map(end => end.innerText),
          bar: document.querySelector('.legend .bar')?.getAttribute('aria-label') ?? null,
          slices: [...document.querySelectorAll('.cell')].map(cell => cell.querySelectorAll('path, circle').length),
        })
        """;

    [Fact]
    public Task Every_attribute_colors_cells_and_legend() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                var data = await visit.Data();
                string[] ids = await visit.Page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('#attribute option')].map(o => o.value)"
                );
                // Three kinds of regions, nine measures, three views of the classes, 64 component planes.
                Assert.Equal(3 + 9 + 3 + 64, ids.Distinct().Count());
                foreach (string id in ids)
                {
                    await visit["#attribute"].SelectOptionAsync(id);
                    Check(id, data, await visit.Page.EvaluateAsync<JsonElement>(State));
                }
            }
        );

    [Fact]
    public Task Pies_have_a_slice_for_each_class_of_a_neuron() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                await visit["#attribute"].SelectOptionAsync("shares");
                var state = await visit.Page.EvaluateAsync<JsonElement>(State);
                int[] classes =
                [
                    .. (await visit.Data())
                        .GetProperty("classes")
                        .GetProperty("counts")
                        .EnumerateArray()
                        .Select(row => row.EnumerateArray().Count(count => count.GetDouble() > 0)),
                ];
                Assert.Contains(classes, count => count > 1);
                Assert.Equal(classes, state.GetProperty("slices").EnumerateArray().Select(count => count.GetInt32()));
                Assert.Equal(10, state.GetProperty("chips").GetArrayLength());
            }
        );

    [Fact]
    public Task A_component_plane_is_chosen_by_its_picture_too() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit[".plane"].Nth(1).ClickAsync();
                string? name = await visit[".plane"].Nth(1).GetAttributeAsync("title");
                Assert.Equal(name, await visit["#attribute option:checked"].InnerTextAsync());
                await visit["#profile .link"].First.ClickAsync();
                Assert.StartsWith("feature:", await visit["#attribute"].InputValueAsync(), StringComparison.Ordinal);
            }
        );

    private static void Check(string id, JsonElement data, JsonElement state)
    {
        string[] fills = Texts(state, "fills");
        string[] labels = Texts(state, "labels");
        Assert.All(fills, fill => Assert.NotEqual("", fill));
        if (Values(id, data) is not { } values)
        {
            string[] chips = Texts(state, "chips");
            Assert.NotEmpty(chips);
            Assert.All(
                labels,
                label =>
                    Assert.True(
                        label.EndsWith(": none", StringComparison.Ordinal)
                            || chips.Any(chip => label.EndsWith(": " + chip, StringComparison.Ordinal)),
                        label
                    )
            );
            return;
        }
        double[] numbers = [.. values.Where(double.IsFinite)];
        double width = numbers.Max() - numbers.Min();
        if (width > 0)
            Assert.True(fills.Distinct().Count() > 1, id);
        // Equal values have equal colors, and the ends of the range different ones.
        Assert.All(
            values.Index().GroupBy(pair => pair.Item),
            group => Assert.Single(group.Select(pair => fills[pair.Index]).Distinct())
        );
        double[] ends = [.. Texts(state, "ends").Select(Number)];
        Assert.Equal(numbers.Min(), ends[0], 0.005 * width);
        Assert.Equal(numbers.Max(), ends[1], 0.005 * width);
        Assert.StartsWith("Colors from", state.GetProperty("bar").GetString(), StringComparison.Ordinal);
        if (id == "hits")
            return;
        for (int neuron = 0; neuron < labels.Length; neuron++)
        {
            string said = labels[neuron][(labels[neuron].LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
            if (double.IsFinite(values[neuron]))
                Assert.Equal(values[neuron], Number(said), 0.005 * Math.Abs(values[neuron]));
            else
                Assert.Equal("–", said);
        }
    }

    /// <summary>What the page's data says; null for categories.</summary>
    private static double[]? Values(string id, JsonElement data)
    {
        if (id.StartsWith("feature:", StringComparison.Ordinal))
            return Numbers(data.GetProperty("features").GetProperty("weights")[int.Parse(id[8..], CultureInfo.InvariantCulture)]);
        if (id == "purity")
            return
            [
                .. data.GetProperty("classes")
                    .GetProperty("counts")
                    .EnumerateArray()
                    .Select(row => Numbers(row))
                    .Select(row => row.Max() / row.Sum()),
            ];
        foreach (var attribute in data.GetProperty("map").GetProperty("attributes").EnumerateArray())
            if (attribute.GetProperty("id").GetString() == id)
                return Numbers(attribute.GetProperty("values"));
        return null;
    }

    private static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];

    private static string[] Texts(JsonElement state, string name) =>
        [.. state.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static double Number(string shown) =>
        double.Parse(shown.Replace('−', '-').Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
