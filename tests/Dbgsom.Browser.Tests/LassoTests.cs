using System.Text.Json;
using Microsoft.Playwright;

namespace Dbgsom.Browser.Tests;

/// <summary>Drawing around neurons, by mouse and by finger, and around samples.</summary>
[Needs(Need.Browser)]
public sealed class LassoTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task A_mouse_draws_around_neurons() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var (corners, inside) = await Corners(visit);
                await Drag(visit.Page, corners);
                Assert.Equal(inside, await visit.Selected());
                int other = Enumerable.Range(0, await visit[".cell"].CountAsync()).Except(inside).First();
                await visit.Cell(other).ClickAsync();
                await visit.Page.Keyboard.DownAsync("Shift");
                await Drag(visit.Page, corners);
                await visit.Page.Keyboard.UpAsync("Shift");
                int[] both = [.. inside.Append(other).Order()];
                Assert.Equal(both, await visit.Selected());
            }
        );

    [Fact]
    public Task A_finger_taps_and_draws_once_the_lasso_is_on() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit.Cell(5).TapAsync();
                await visit.AssertSelected(5);
                await visit.Button("Lasso").TapAsync();
                Assert.Equal("true", await visit.Button("Lasso").GetAttributeAsync("aria-pressed"));
                var (corners, inside) = await Corners(visit);
                var session = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
                await Touch(session, "touchStart", corners[0]);
                foreach (var (from, to) in corners.Zip(corners.Skip(1)))
                    for (int step = 1; step <= 5; step++)
                        await Touch(
                            session,
                            "touchMove",
                            (from.X + ((to.X - from.X) * step / 5), from.Y + ((to.Y - from.Y) * step / 5))
                        );
                await Touch(session, "touchEnd");
                Assert.Equal(inside, await visit.Selected());
            },
            new Window(390, 844, HasTouch: true)
        );

    [Fact]
    public Task A_lasso_around_samples_selects_their_neurons() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                var figure = visit["#samples .figure"];
                await figure.ScrollIntoViewIfNeededAsync();
                var points = await figure.EvaluateAsync<JsonElement>(
                    """
                    figure => {
                      const { xaxis, yaxis } = figure._fullLayout;
                      const box = figure.getBoundingClientRect();
                      const { x, y } = figure.data[0];
                      return x.map((_, i) => [box.left + xaxis._offset + xaxis.d2p(x[i]), box.top + yaxis._offset + yaxis.d2p(y[i])]);
                    }
                    """
                );
                int[] neurons =
                [
                    .. (await visit.Data())
                        .GetProperty("samples")
                        .GetProperty("neuron")
                        .EnumerateArray()
                        .Select(n => n.GetInt32()),
                ];
                (double X, double Y)[] places =
                [
                    .. points.EnumerateArray().Select(place => (place[0].GetDouble(), place[1].GetDouble())),
                ];
                var (x, y) = places[0];
                const int Half = 60;
                await Drag(
                    visit.Page,
                    [
                        ((float)x - Half, (float)y - Half),
                        ((float)x + Half, (float)y - Half),
                        ((float)x + Half, (float)y + Half),
                        ((float)x - Half, (float)y + Half),
                    ]
                );
                await visit.Until("document.querySelector('.cell.selected') !== null");
                int[] selected = await visit.Selected();
                // Points within a few pixels of the line may fall either way.
                Assert.Empty(selected.Except(Within(Half + 4)));
                Assert.Empty(Within(Half - 4).Except(selected));

                IEnumerable<int> Within(int half) =>
                    neurons.Where((_, i) => Math.Abs(places[i].X - x) <= half && Math.Abs(places[i].Y - y) <= half);
            }
        );

    /// <summary>A rectangle around the right upper quarter of the map, and the neurons whose middle is inside.</summary>
    private static async Task<((float X, float Y)[] Corners, int[] Inside)> Corners(Visit visit)
    {
        await visit[".map-frame svg"].ScrollIntoViewIfNeededAsync();
        var boxes = await visit.Page.EvaluateAsync<JsonElement>(
            """
            [...document.querySelectorAll('.cell rect')].map(cell => {
              const box = cell.getBoundingClientRect();
              return [box.left + box.width / 2, box.top + box.height / 2, box.width];
            })
            """
        );
        (float X, float Y)[] middles = [.. boxes.EnumerateArray().Select(box => (box[0].GetSingle(), box[1].GetSingle()))];
        float half = boxes[0][2].GetSingle() * 0.55f;
        float left = middles.Select(middle => middle.X).Order().ElementAt(middles.Length / 2) - half;
        float right = middles.Max(middle => middle.X) + half;
        float top = middles.Min(middle => middle.Y) - half;
        float bottom = middles.Select(middle => middle.Y).Order().ElementAt(middles.Length / 2) + half;
        int[] inside =
        [
            .. middles
                .Index()
                .Where(pair => pair.Item.X > left && pair.Item.X < right && pair.Item.Y > top && pair.Item.Y < bottom)
                .Select(pair => pair.Index),
        ];
        Assert.InRange(inside.Length, 4, middles.Length - 4);
        return ([(left, top), (right, top), (right, bottom), (left, bottom)], inside);
    }

    private static async Task Drag(IPage page, (float X, float Y)[] corners)
    {
        await page.Mouse.MoveAsync(corners[0].X, corners[0].Y);
        await page.Mouse.DownAsync();
        foreach (var (x, y) in corners.Skip(1))
            await page.Mouse.MoveAsync(x, y, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    private static Task<JsonElement?> Touch(ICDPSession session, string type, params (float X, float Y)[] places) =>
        session.SendAsync(
            "Input.dispatchTouchEvent",
            new()
            {
                ["type"] = type,
                ["touchPoints"] = places
                    .Select(place => new Dictionary<string, object> { ["x"] = place.X, ["y"] = place.Y })
                    .ToArray(),
            }
        );
}
