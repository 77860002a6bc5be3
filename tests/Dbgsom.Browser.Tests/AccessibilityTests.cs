using System.Text.Json;
using Dbgsom.Naming;

namespace Dbgsom.Browser.Tests;

/// <summary>What a screen reader is given.</summary>
[Needs(Need.Browser)]
public sealed class AccessibilityTests(ChromiumBrowser browser, SamplePages pages)
{
    private static readonly string[] Named =
    [
        "button",
        "link",
        "combobox",
        "checkbox",
        "listbox",
        "option",
        "image",
        "region",
        "navigation",
        "DisclosureTriangle",
    ];

    [Fact]
    public Task Whatever_can_be_used_or_seen_has_a_name() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                await visit.Cell(3).ClickAsync();
                var nodes = await Nodes(visit);
                Assert.Contains(("group", "Scatter plot of the samples"), nodes);
                Assert.Contains(("combobox", "Color by"), nodes);
                Assert.Contains(("listbox", "Neurons of the map on their grid"), nodes);
                Assert.Contains(
                    nodes,
                    node => node.Role == "option" && node.Name.StartsWith("Neuron 3 at ", StringComparison.Ordinal)
                );
                Assert.DoesNotContain(nodes, node => Named.Contains(node.Role) && string.IsNullOrWhiteSpace(node.Name));
            }
        );

    [Fact]
    public Task Headings_are_in_order() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                int[] levels = await visit.Page.EvaluateAsync<int[]>(
                    "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(h => h.checkVisibility()).map(h => Number(h.tagName[1]))"
                );
                Assert.Equal(1, levels[0]);
                Assert.Single(levels, 1);
                Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
            }
        );

    [Fact]
    public Task The_document_says_its_language_and_ids_are_unique() =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                Assert.Equal("en", await visit.Page.EvaluateAsync<string>("document.documentElement.lang"));
                string[] ids = await visit.Page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('[id]:not(svg *)')].map(e => e.id)"
                );
                Assert.Equal(ids.Distinct(), ids);
                string[] lost = await visit.Page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('[for], [aria-labelledby]')].map(e => e.getAttribute('for') ?? e.getAttribute('aria-labelledby')).filter(id => !document.getElementById(id))"
                );
                Assert.Empty(lost);
            }
        );

    private static async Task<List<(string Role, string Name)>> Nodes(Visit visit)
    {
        var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        var tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value;
        return
        [
            .. tree.GetProperty("nodes")
                .EnumerateArray()
                .Where(node => !node.GetProperty("ignored").GetBoolean())
                .Select(node => (Value(node, "role"), Value(node, "name"))),
        ];
    }

    private static string Value(JsonElement node, string property) =>
        node.TryGetProperty(property, out var value) && value.TryGetProperty("value", out var text) ? text.ToString() : "";
}
