namespace Dbgsom.Browser.Tests;

/// <summary>All that a mouse does can be done by keys.</summary>
[Needs(Need.Browser)]
public sealed class KeyboardTests(ChromiumBrowser browser, SamplePages pages)
{
    private const string Focused = """
        (() => {
          const at = document.activeElement;
          return at.id ? `#${at.id}` : at.classList.contains('cell') ? 'cell' : (at.getAttribute('aria-label') ?? at.innerText.trim().split('\n')[0]);
        })()
        """;

    [Fact]
    public Task Tab_reaches_everything_in_the_order_of_the_page() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var reached = new List<string>();
                for (int i = 0; i < 200 && !reached.Contains("Copy"); i++)
                {
                    await visit.Page.Keyboard.PressAsync("Tab");
                    reached.Add(await visit.Page.EvaluateAsync<string>(Focused));
                }
                string[] wanted =
                [
                    "Skip to the content",
                    "#theme",
                    "Print",
                    "#find",
                    "Summary",
                    "Settings",
                    "#attribute",
                    "Lasso",
                    "cell",
                    "Cluster 0",
                    "#method",
                    "#count",
                    "#scatter-x",
                    "#scatter-y",
                    "#scatter-net",
                    "#export",
                    "Table of samples",
                    "Copy",
                ];
                int[] at = [.. wanted.Select(name => reached.IndexOf(name))];
                Assert.True(!at.Contains(-1) && at.SequenceEqual(at.Order()), string.Join(" → ", reached));
                // One stop for all neurons: arrows go on from there.
                Assert.Single(reached, "cell");
            }
        );

    [Fact]
    public Task The_first_link_skips_the_heading() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                Assert.True((await visit[".skip"].BoundingBoxAsync())!.X < 0);
                await visit.Page.Keyboard.PressAsync("Tab");
                Assert.True((await visit[".skip"].BoundingBoxAsync())!.X >= 0);
                await visit.Page.Keyboard.PressAsync("Enter");
                await visit.Page.Keyboard.PressAsync("Tab");
                Assert.Equal("#attribute", await visit.Page.EvaluateAsync<string>(Focused));
            }
        );

    [Fact]
    public Task Arrows_move_over_the_map_and_keys_select() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var map = (await visit.Data()).GetProperty("map");
                int[] x = [.. map.GetProperty("x").EnumerateArray().Select(value => value.GetInt32())];
                int[] y = [.. map.GetProperty("y").EnumerateArray().Select(value => value.GetInt32())];
                int start = Enumerable
                    .Range(0, x.Length)
                    .First(neuron =>
                        At(x[neuron] + 1, y[neuron]) >= 0
                        && At(x[neuron] + 1, y[neuron] + 1) >= 0
                        && At(x[neuron], y[neuron] + 1) >= 0
                    );
                await visit.Cell(start).FocusAsync();
                Assert.True(await visit[".tip"].IsVisibleAsync());
                await visit.Page.Keyboard.PressAsync("ArrowRight");
                int right = await Neuron(visit);
                Assert.Equal(At(x[start] + 1, y[start]), right);
                await visit.Page.Keyboard.PressAsync("Enter");
                await visit.AssertSelected(right);
                await visit.Page.Keyboard.PressAsync("ArrowUp");
                int corner = await Neuron(visit);
                Assert.Equal(At(x[start] + 1, y[start] + 1), corner);
                await visit.AssertSelected(right);
                await visit.Page.Keyboard.PressAsync("Space");
                int[] both = [.. new[] { right, corner }.Order()];
                Assert.Equal(both, await visit.Selected());
                await visit.Page.Keyboard.PressAsync("Shift+ArrowLeft");
                Assert.Equal(3, (await visit.Selected()).Length);
                await visit.Page.Keyboard.PressAsync("ArrowDown");
                Assert.Equal(start, await Neuron(visit));
                await visit.Page.Keyboard.PressAsync("Escape");
                await visit.AssertSelected();
                Assert.Equal("0", await visit.Cell(start).GetAttributeAsync("tabindex"));
                Assert.Equal(1, await visit[".cell[tabindex='0']"].CountAsync());

                int At(int column, int row) =>
                    Enumerable.Range(0, x.Length).FirstOrDefault(neuron => x[neuron] == column && y[neuron] == row, -1);
            }
        );

    [Fact]
    public Task Buttons_and_choosers_work_by_keys() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit["#attribute"].FocusAsync();
                await visit.Page.Keyboard.PressAsync("ArrowDown");
                Assert.Equal("region:1", await visit["#attribute"].InputValueAsync());
                await visit[".legend .chip"].First.FocusAsync();
                await visit.Page.Keyboard.PressAsync("Enter");
                Assert.NotEmpty(await visit.Selected());
                await visit.Button("Clear selection").FocusAsync();
                await visit.Page.Keyboard.PressAsync("Space");
                await visit.AssertSelected();
            }
        );

    private static Task<int> Neuron(Visit visit) =>
        visit.Page.EvaluateAsync<int>("Number(document.activeElement.dataset.neuron)");
}
