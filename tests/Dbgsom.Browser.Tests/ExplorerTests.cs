using System.Globalization;
using Dbgsom.Explorer;
using Dbgsom.Rows;

namespace Dbgsom.Browser.Tests;

/// <summary>The explorer as a person uses it: from a file to a report, watching the map grow.</summary>
[Needs(Need.Browser)]
public class ExplorerTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Shapes_from_upload_to_report()
    {
        await using var server = await ExplorerServer.StartAsync(null, TestContext.Current.CancellationToken);
        using var folder = new TemporaryFolder();
        string file = folder.At("shapes <b> & 'more'.csv");
        await WriteShapes(file);
        await browser.Visit(
            server.StartAddress.AbsoluteUri,
            async visit =>
            {
                await Choose(visit, "target-neurons", "60");
                await visit["#upload"].SetInputFilesAsync(file);
                await visit.Until("document.querySelector('#file').selectedOptions[0]?.textContent.includes('<b>')");
                await visit["#start"].ClickAsync();
                var sizes = await SizesUntilDone(visit);
                // The page shows what is newest when it has time to draw: how much it skips is for the machine to say.
                Assert.True(sizes.Count >= 3, $"seen: {string.Join(", ", sizes)}");
                // Dead neurons are taken away before others grow, but never so many as a growth step adds.
                Assert.True(sizes[0] < sizes[^1] && sizes[^1] == 60, $"seen: {string.Join(", ", sizes)}");
                await visit.Until("!document.querySelector('#regions').hidden");
                Assert.Equal(0, await visit["b"].CountAsync());
                await visit.Cell(0).ClickAsync();
                await visit.AssertSelected(0);
                var report = await visit.Page.RunAndWaitForDownloadAsync(() =>
                    visit["#downloads a[href='/api/report.html']"].ClickAsync()
                );
                Assert.Contains(
                    "Dbgsom.report(",
                    await File.ReadAllTextAsync(await report.PathAsync(), TestContext.Current.CancellationToken),
                    StringComparison.Ordinal
                );
                var model = await visit.Page.RunAndWaitForDownloadAsync(() =>
                    visit["#downloads a[href='/api/model']"].ClickAsync()
                );
                Assert.Equal(sizes[^1], SomMap.Load(await model.PathAsync()).Neurons.Count);
            }
        );
    }

    [Fact]
    public async Task Training_outlives_a_reload_and_goes_on_after_a_stop()
    {
        await using var server = await ExplorerServer.StartAsync(null, TestContext.Current.CancellationToken);
        await browser.Visit(
            server.StartAddress.AbsoluteUri,
            async visit =>
            {
                // Growth by a threshold settles at every step, so that there is time for the page to be loaded again.
                await Choose(visit, "lambda", "4");
                await Choose(visit, "max-neurons", "200");
                await visit["#start"].ClickAsync();
                await visit.Until("document.querySelectorAll('.cell').length > 4");
                await visit.Page.ReloadAsync();
                await visit.Until("document.querySelectorAll('.cell').length > 8");
                await visit["#stop"].ClickAsync();
                await visit.Until("!document.querySelector('#resume').hidden");
                int stopped = await visit[".cell"].CountAsync();
                await visit["#resume"].ClickAsync();
                var sizes = await SizesUntilDone(visit);
                Assert.True(sizes[^1] > stopped, $"{sizes[^1]} neurons, {stopped} when stopped");
                await visit.Until("!document.querySelector('#regions').hidden");
            }
        );
    }

    /// <summary>The slider starts at the preset's place, tells its number, and a button gives it back.</summary>
    [Fact]
    public async Task Order_is_slid()
    {
        await using var server = await ExplorerServer.StartAsync(null, TestContext.Current.CancellationToken);
        await browser.Visit(
            server.StartAddress.AbsoluteUri,
            async visit =>
            {
                await Choose(visit, "target-neurons", "12");
                var slider = visit.Page.GetByLabel("order", new() { Exact = true });
                Task<string> Number() => visit.Page.EvaluateAsync<string>("document.querySelector('.slider output').textContent");
                Assert.Equal("0.7 (preset)", await Number());
                await visit.Page.Locator("#preset").SelectOptionAsync("reference");
                Assert.Equal("1 (preset)", await Number());
                await visit.Page.Locator("#preset").SelectOptionAsync("default");
                await slider.PressAsync("ArrowLeft");
                Assert.Equal("0.69", await Number());
                await visit[".slider button"].ClickAsync();
                Assert.Equal("0.7 (preset)", await Number());
                await slider.PressAsync("Home");
                Assert.Equal("0", await Number());
                await visit["#start"].ClickAsync();
                await SizesUntilDone(visit);
                var model = await visit.Page.RunAndWaitForDownloadAsync(() =>
                    visit["#downloads a[href='/api/model']"].ClickAsync()
                );
                Assert.Equal(0, SomMap.Load(await model.PathAsync()).Options.Order);
            }
        );
    }

    /// <summary>Sets an option in the form, opened where it is folded.</summary>
    private static async Task Choose(Visit visit, string option, string value)
    {
        await visit.Until("document.querySelector('#main-options input, #main-options select')");
        await visit.Page.EvaluateAsync("document.querySelectorAll('details').forEach(part => (part.open = true))");
        await visit.Page.GetByLabel(option, new() { Exact = true }).FillAsync(value);
    }

    /// <summary>
    /// The different numbers of neurons drawn until the training is done, in order. The page itself notes them: questions from outside come too
    /// late for some.
    /// </summary>
    private static async Task<List<int>> SizesUntilDone(Visit visit)
    {
        await visit.Page.EvaluateAsync(
            """
            () => {
              const sizes = (window.drawnSizes = []);
              const note = () => {
                const size = document.querySelectorAll(".cell").length;
                if (size > 0 && sizes.at(-1) !== size) sizes.push(size);
              };
              note();
              new MutationObserver(note).observe(document.body, { childList: true, subtree: true });
            }
            """
        );
        await visit.Until("document.querySelector('#status').textContent.startsWith('Done')");
        await visit.Until("!document.querySelector('#regions').hidden");
        return [.. await visit.Page.EvaluateAsync<int[]>("drawnSizes")];
    }

    private static async Task WriteShapes(string file)
    {
        var data = SampleData.Shapes();
        var labels = SampleData.ShapeLabels();
        await File.WriteAllLinesAsync(
            file,
            Enumerable
                .Range(0, data.RowCount)
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"{data[row, 0]},{data[row, 1]},s{labels[row]}"))
                .Prepend("x,y,shape"),
            TestContext.Current.CancellationToken
        );
    }
}
