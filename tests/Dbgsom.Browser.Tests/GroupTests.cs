using Dbgsom.Groups;
using Dbgsom.Report;
using Dbgsom.Rows;

namespace Dbgsom.Browser.Tests;

/// <summary>The groups of a page: their shares by cluster, marked and linked with the selection.</summary>
[Needs(Need.Browser)]
public sealed class GroupTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task A_cluster_is_selected_and_a_group_colors_the_map()
    {
        var map = SamplePages.ShapesMap();
        string[] sides = [.. Enumerable.Range(0, 2400).Select(row => SampleData.Shapes()[row, 0] > 0 ? "<i>right</i>" : "left")];
        var groups = map.Groups(SampleData.Shapes(), sides, cancellationToken: TestContext.Current.CancellationToken);
        string page = pages.Save(
            map,
            SampleData.Shapes(),
            SamplePages.ShapesOptions with
            {
                Groups = groups,
                GroupName = "side",
            }
        );
        return browser.Visit(
            page,
            async visit =>
            {
                string text = await visit["#groups"].InnerTextAsync();
                Assert.Contains("Together they differ significantly (p = 0.001).", text, StringComparison.Ordinal);
                Assert.Contains("<i>right</i>", text, StringComparison.Ordinal);
                int clusters = groups.Clusters.Count;
                Assert.Equal(2 + clusters, await visit["#groups tbody tr:not([hidden])"].CountAsync());
                for (int cluster = 0; cluster < clusters; cluster++)
                {
                    double share = groups.InCluster(0, cluster).Share;
                    string cell = await visit["#groups tbody tr"].Nth(2 + cluster).Locator("td").Nth(0).InnerTextAsync();
                    double read = double.Parse(cell[..cell.IndexOf('%')], System.Globalization.CultureInfo.InvariantCulture);
                    Assert.Equal(100 * share, read, 0.51);
                }
                await visit["#groups tbody tr"].Nth(2).GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
                Assert.Equal(3 + clusters, await visit["#groups tbody tr:not([hidden])"].CountAsync());
                string selected = await visit["#groups tr.selected td"].Nth(0).InnerTextAsync();
                string first = await visit["#groups tbody tr"].Nth(2).Locator("td").Nth(0).InnerTextAsync();
                Assert.StartsWith(selected, first, StringComparison.Ordinal);
                await visit["#groups thead button"].Nth(0).ClickAsync();
                Assert.Contains("The share of the samples of", await visit["#map"].InnerTextAsync(), StringComparison.Ordinal);
            }
        );
    }
}
