using Dbgsom.Files;
using Dbgsom.Report;

namespace Dbgsom.Browser.Tests;

/// <summary>Names of the user's are text, whatever characters they hold.</summary>
[Needs(Need.Browser)]
public sealed class HostileTextTests(ChromiumBrowser browser, SamplePages pages)
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "</script><script>alert(2)</script>",
        "<img src=x onerror=alert(3)>",
        "<!--",
        "-->",
        "<!--<script>",
        "\"quoted\" 'twice' `thrice`",
        "new\nline\r\nand\ttab",
        "\u2028line\u2029separators",
        "&lt;b&gt; &amp; &#60;",
        "${alert(4)} {{data}} %{x} $x^2$",
        "<b>bold</b><a href='javascript:alert(5)'>link</a>",
        new string('W', 10_000),
        "__proto__",
        "\u202eright to left",
        "\\",
    ];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Text_stays_text_and_fits(int width)
    {
        var samples = DataMatrix
            .From([
                .. Enumerable
                    .Range(0, 320)
                    .Select(i => Hostile.Select((_, f) => ((i * (7 + f) % 61) / 10.0) + (i % 4 * f)).ToArray()),
            ])
            .WithFeatureNames(Hostile);
        var map = new SomVq(new SomOptions { TargetNeurons = 20 }).Fit(samples).WithTablePlan(Plan());
        var options = new ReportOptions
        {
            Title = string.Join(" ", Hostile),
            DataNames = Hostile,
            ModelName = Hostile[0],
            LabelName = Hostile[1],
            Labels = [.. Enumerable.Range(0, 320).Select(i => Hostile[i % Hostile.Length])],
            IdName = Hostile[2],
            Ids = [.. Enumerable.Range(0, 320).Select(i => Hostile[(i + 1) % Hostile.Length])],
            Columns = [new(Hostile[3], [.. Enumerable.Range(0, 320).Select(i => Hostile[(i + 2) % Hostile.Length])])],
        };
        await browser.Visit(
            pages.Save(map, samples, options),
            async visit =>
            {
                Assert.Equal(4, await visit["script"].CountAsync());
                Assert.Equal(0, await visit["body :is(img, b, iframe, a[href^='javascript'])"].CountAsync());
                var data = await visit.Data();
                Assert.Equal(options.Title, data.GetProperty("title").GetString());
                Assert.Equal(
                    Hostile,
                    data.GetProperty("features").GetProperty("names").EnumerateArray().Select(name => name.GetString())
                );
                // In a cell of the table the name is whole in its title; what is seen is short.
                string[] heads = await visit.Page.EvaluateAsync<string[]>(
                    "[...document.querySelectorAll('#rows th')].map(head => head.title)"
                );
                Assert.Equal(Hostile, heads[^Hostile.Length..]);
                Assert.Equal([Hostile[2], Hostile[1], Hostile[3]], heads[1..4]);
                Assert.Equal(
                    [Hostile[2], Hostile[1], Hostile[3]],
                    await visit.Page.EvaluateAsync<string[]>(
                        "[...document.querySelectorAll('#odd th')].slice(1, 4).map(head => head.title)"
                    )
                );
                Assert.Equal(
                    Hostile,
                    await visit.Page.EvaluateAsync<string[]>(
                        "[...document.querySelectorAll('#columns tbody th')].map(head => head.title)"
                    )
                );
                string code = await visit["#settings code"].EvaluateAsync<string>("code => code.textContent");
                Assert.Contains("'</script><script>alert(2)</script>'", code, StringComparison.Ordinal);
                foreach (int feature in Enumerable.Range(0, Hostile.Length))
                    await visit["#attribute"].SelectOptionAsync($"feature:{feature}");
                foreach (string id in new[] { "class", "shares", "purity", "region:1" })
                    await visit["#attribute"].SelectOptionAsync(id);
                await visit.Cell(2).ClickAsync();
                Assert.Contains(", …", await visit[".tip"].TextContentAsync(), StringComparison.Ordinal);
                foreach (string axis in new[] { "#scatter-x", "#scatter-y" })
                foreach (int name in Enumerable.Range(0, await visit[axis].Locator("option").CountAsync()))
                    await visit[axis].SelectOptionAsync($"{name}");
                await visit["#scatter-x"].SelectOptionAsync("2");
                await visit["#scatter-y"].SelectOptionAsync("11");
                Assert.Equal(
                    "<script>alert(1)</script>",
                    await visit["#samples .xtitle"].EvaluateAsync<string>("title => title.textContent")
                );
                Assert.Equal(
                    "&lt;b&gt; &amp; &#60;",
                    await visit["#samples .ytitle"].EvaluateAsync<string>("title => title.textContent")
                );
                await visit["#samples .drag"].First.HoverAsync();
                Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide");
                Assert.Equal(4, await visit["script"].CountAsync());
                Assert.Equal(0, await visit["body :is(img, b, iframe, a[href^='javascript'])"].CountAsync());
            },
            new Window(width)
        );
    }

    /// <summary>A plan with one column for each of the names.</summary>
    private static string Plan() =>
        new TablePlan
        {
            RowCount = 320,
            HasNames = true,
            Columns =
            [
                .. Hostile.Select(name => new PlannedColumn
                {
                    Name = name,
                    Role = ColumnRole.Category,
                    Use = ColumnUse.Drop,
                    Reason = name,
                    Values = Hostile,
                }),
            ],
        }.ToJson();
}
