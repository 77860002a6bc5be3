using System.Text.Json;
using Dbgsom.Grid;
using Dbgsom.Rows;

namespace Dbgsom.Browser.Tests;

/// <summary>A map on a torus, of squares and of hexagons: it is dragged around, and the planes of the features go with it.</summary>
[Needs(Need.Browser)]
public sealed class TorusTests(ChromiumBrowser browser, SamplePages pages)
{
    public static TheoryData<string> Shapes => [.. MapGrid.All.Select(grid => grid.Name)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_mouse_drags_it_around(string shape)
    {
        await browser.Visit(
            Page(shape),
            async visit =>
            {
                var before = await Places(visit);
                await DragCells(visit, 3, 2);
                var after = await Places(visit);
                Assert.Empty(await visit.Selected());
                // Two rows up and three columns to the right; who leaves on one side comes back on the other.
                Assert.Equal(Ordered(before), Ordered(after));
                var (x, y) = before[0];
                double height = shape == "square" ? 1 : Math.Sqrt(0.75);
                Assert.Contains(after.Index(), neuron => neuron.Index == 0 && Near(neuron.Item, (x + 3, y - (2 * height))));
                // Every edge is drawn, those across a seam in two pieces.
                Assert.Equal(72 * (shape == "square" ? 4 : 6) / 2, await visit[".links path"].CountAsync());
                // The lasso still draws once it is chosen, and a click selects.
                await visit.Cell(7).ClickAsync();
                await visit.AssertSelected(7);
                await visit.Button("Lasso").ClickAsync();
                var still = await Places(visit);
                await DragCells(visit, 2, 1);
                Assert.Equal(still, await Places(visit));
            }
        );
    }

    /// <summary>A finger scrolls the page until moving is chosen.</summary>
    [Fact]
    public Task A_finger_drags_it_once_moving_is_on() =>
        browser.Visit(
            Page("square"),
            async visit =>
            {
                Assert.Equal("", await visit[".map-frame svg"].EvaluateAsync<string>("svg => svg.style.touchAction"));
                await visit.Button("Move").TapAsync();
                Assert.Equal("none", await visit[".map-frame svg"].EvaluateAsync<string>("svg => svg.style.touchAction"));
                await visit.Button("Lasso").TapAsync();
                Assert.Equal("false", await visit.Button("Move").GetAttributeAsync("aria-pressed"));
            },
            new Window(390, 844, HasTouch: true)
        );

    [Fact]
    public Task A_map_with_edges_is_not_moved() =>
        browser.Visit(pages.Shapes, async visit => Assert.False(await visit.Button("Move").IsVisibleAsync()));

    private string Page(string shape)
    {
        var options = SomOptions.Default with
        {
            Grid = new GridSize(9, 8),
            Boundary = GridBoundary.Toroidal,
            Topology = MapGrid.All.Single(grid => grid.Name == shape),
        };
        return pages.Save(new SomVq(options).Fit(SampleData.Shapes()), SampleData.Shapes());
    }

    /// <summary>Where the neurons are drawn, in cells from the upper left.</summary>
    private static async Task<(double X, double Y)[]> Places(Visit visit)
    {
        var found = await visit.Page.EvaluateAsync<JsonElement>(
            "[...document.querySelectorAll('.cell')].map(cell => { const { e, f } = cell.transform.baseVal.consolidate().matrix; return [e, f]; })"
        );
        return [.. found.EnumerateArray().Select(place => (place[0].GetDouble(), place[1].GetDouble()))];
    }

    /// <summary>Drags the middle of the map to the right and up.</summary>
    private static async Task DragCells(Visit visit, int right, int up)
    {
        await visit[".map-frame svg"].ScrollIntoViewIfNeededAsync();
        var box = await visit.Page.EvaluateAsync<JsonElement>(
            "(() => { const m = document.querySelector('.map-frame svg').getScreenCTM(); return [m.a, m.e, m.f]; })()"
        );
        float cell = box[0].GetSingle();
        var (x, y) = (box[1].GetSingle() + (4.5f * cell), box[2].GetSingle() + (4.2f * cell));
        await visit.Page.Mouse.MoveAsync(x, y);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(x + (right * cell), y - (up * cell), new() { Steps = 8 });
        await visit.Page.Mouse.UpAsync();
    }

    private static (double, double)[] Ordered((double X, double Y)[] places) =>
        [.. places.Select(place => (Math.Round(place.X, 2), Math.Round(place.Y, 2))).Order()];

    private static bool Near((double X, double Y) a, (double X, double Y) b) =>
        Math.Abs(a.X - b.X) < 0.02 && Math.Abs(a.Y - b.Y) < 0.02;
}
