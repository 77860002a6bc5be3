using System.Globalization;
using Dbgsom.Report;

namespace Dbgsom.Browser.Tests;

/// <summary>Maps that are tiny, large, flat, or of many samples.</summary>
[Needs(Need.Browser)]
public sealed class UnusualMapTests(ChromiumBrowser browser, SamplePages pages)
{
    [Fact]
    public Task Four_neurons_of_one_feature() => Works(new SomOptions { TargetNeurons = 4 }, Rows(60, 1, (i, _) => i % 7));

    [Fact]
    public Task Features_that_never_change() =>
        Works(new SomOptions { TargetNeurons = 12 }, Rows(200, 3, (i, f) => f == 1 ? 5 : i * (f + 1) % 17));

    [Fact]
    public Task Samples_that_are_all_the_same() => Works(new SomOptions { TargetNeurons = 4 }, Rows(50, 2, (_, f) => f + 1));

    [Fact]
    public Task Values_far_from_0_and_close_together() =>
        Works(new SomOptions { TargetNeurons = 12 }, Rows(200, 2, (i, f) => 1e9 + (i * (f + 3) % 31 * 1e-3)));

    [Fact]
    public Task Two_thousand_neurons() =>
        Works(new SomOptions { TargetNeurons = 2000 }, Rows(6000, 3, (i, f) => Scattered(i, f)), least: 1500);

    [Fact]
    public async Task A_hundred_thousand_samples()
    {
        var samples = Rows(100_000, 8, (i, f) => Scattered(i, f) + (i % 5 * 3));
        var map = new SomVq(new SomOptions { TargetNeurons = 100 }).Fit(samples);
        await browser.Visit(
            pages.Save(map, samples),
            async visit =>
            {
                Assert.Contains("100,000", await visit["#summary .figures"].InnerTextAsync(), StringComparison.Ordinal);
                int drawn = await visit.Page.EvaluateAsync<int>("document.querySelector('#samples .figure').data[0].x.length");
                Assert.InRange(drawn, 4000, 6000);
                Assert.StartsWith(
                    string.Create(CultureInfo.InvariantCulture, $"{drawn:N0} samples of 100,000 are drawn"),
                    await visit["#samples .body > .hint"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                int held = (await visit.Data()).GetProperty("samples").GetProperty("row").GetArrayLength();
                Assert.InRange(held, 9_900, 10_000);
                Assert.Contains(
                    string.Create(CultureInfo.InvariantCulture, $"The page holds {held:N0} of 100,000 samples."),
                    await visit["#rows .hint"].InnerTextAsync(),
                    StringComparison.Ordinal
                );
                double took = await visit.Page.EvaluateAsync<double>(
                    """
                    async () => {
                      const start = performance.now();
                      document.querySelector('.card.region').click();
                      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                      return performance.now() - start;
                    }
                    """
                );
                TestContext.Current.TestOutputHelper!.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"100,000 samples: ready after {visit.ReadyAfter.TotalSeconds:0.00} s, a selection takes {took:0} ms"
                    )
                );
                Assert.NotEmpty(await visit.Selected());
                // Far above what it takes: a page that hangs fails.
                Assert.InRange(visit.ReadyAfter.TotalSeconds, 0, 30);
                Assert.InRange(took, 0, 15_000);
            }
        );
    }

    [Fact]
    public void The_page_of_digits_is_small()
    {
        string page = File.ReadAllText(pages.Digits);
        int start = page.IndexOf("id=\"data\">", StringComparison.Ordinal) + 10;
        int data = page.IndexOf("</script>", start, StringComparison.Ordinal) - start;
        long bytes = new FileInfo(pages.Digits).Length;
        TestContext.Current.TestOutputHelper!.WriteLine($"digits: {bytes} bytes, {data} of them data");
        Assert.InRange(bytes - data, 1, 1_500_000);
        Assert.InRange(data, 1, 600_000);
    }

    /// <summary>Opens the page of a map, colors it by everything there is, selects, and looks for numbers that are none.</summary>
    private async Task Works(SomOptions options, DataMatrix samples, int least = 1)
    {
        var map = new SomVq(options).Fit(samples);
        Assert.InRange(map.Neurons.Count, least, int.MaxValue);
        var labels = Enumerable.Range(0, samples.RowCount).Select(i => $"class {i % 3}");
        foreach (
            var (data, report) in new[] { (samples, new ReportOptions { Labels = [.. labels] }), (null, new ReportOptions()) }
        )
            await browser.Visit(
                pages.Save(map, data, report),
                async visit =>
                {
                    Assert.Equal(map.Neurons.Count, await visit[".cell"].CountAsync());
                    foreach (
                        string id in await visit.Page.EvaluateAsync<string[]>(
                            "[...document.querySelectorAll('#attribute option')].map(o => o.value)"
                        )
                    )
                        await visit["#attribute"].SelectOptionAsync(id);
                    await visit.Cell(map.Neurons.Count - 1).ClickAsync();
                    await visit.AssertSelected(map.Neurons.Count - 1);
                    string text = await visit["body"].InnerTextAsync();
                    foreach (string wrong in new[] { "NaN", "Infinity", "undefined", "[object" })
                        Assert.DoesNotContain(wrong, text, StringComparison.Ordinal);
                    string wrongShapes = await visit.Page.EvaluateAsync<string>(
                        "[...document.querySelectorAll('svg *')].flatMap(e => [...e.attributes]).filter(a => /NaN|Infinity|undefined/.test(a.value)).map(a => a.name + '=' + a.value).slice(0, 5).join(' ')"
                    );
                    Assert.Equal("", wrongShapes);
                    Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide");
                }
            );
    }

    private static DataMatrix Rows(int rows, int columns, Func<int, int, double> value) =>
        DataMatrix.From([
            .. Enumerable.Range(0, rows).Select(i => Enumerable.Range(0, columns).Select(f => value(i, f)).ToArray()),
        ]);

    /// <summary>Evenly scattered over 0 to 1, the same in every run.</summary>
    private static double Scattered(int i, int f) => (i + 1) * (0.6180339887 + (f * 0.1032)) % 1;
}
