using System.Globalization;
using Dbgsom.Explorer;
using Dbgsom.Files;

namespace Dbgsom.Browser.Tests;

/// <summary>The explorer's table of columns, as a person sees, changes and trains by it.</summary>
[Needs(Need.Browser)]
public sealed class ColumnTableTests(ChromiumBrowser browser) : IDisposable
{
    private const string Hostile = "<b>bold</b>";
    private static readonly string[] Colors = ["red", "green", "blue"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1300)]
    [InlineData(400)]
    public Task Every_column_has_a_row_that_can_be_read(int width) =>
        Visit(
            async visit =>
            {
                Assert.Equal(
                    "Columns of people.csv: 4 of 7 are features, 90 rows",
                    await visit["#table-summary"].InnerTextAsync()
                );
                Assert.Equal(
                    ["name", "height", Hostile, "color", "member", "__proto__", "joined"],
                    await visit["#table-rows th"].AllTextContentsAsync()
                );
                Assert.Equal(["id", "number", "number", "category", "yes/no", "drop", "drop"], await Uses(visit));
                string row = await visit["#table-rows tr"].Nth(1).InnerTextAsync();
                foreach (string part in new[] { "2", "1.5 to 1.9", "numbers" })
                    Assert.Contains(part, row, StringComparison.Ordinal);
                Assert.Contains(
                    "Cannot be used so: line 91, 'n.d.' is not a finite number",
                    await visit["#table-rows tr"].Nth(2).InnerTextAsync(),
                    StringComparison.Ordinal
                );
                Assert.True(await visit[".problem"].EvaluateAsync<double>("problem => problem.clientWidth") > 200);
                Assert.Equal(0, await visit["b"].CountAsync());
                Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide");
            },
            new Window(width, 900)
        );

    [Fact]
    public Task From_the_keyboard_a_use_is_changed_and_trained_by() =>
        Visit(async visit =>
        {
            await visit["#leave-out"].FocusAsync();
            foreach (string key in new[] { "Tab", "Tab", "Tab", "l", "Tab", "l", "a", "Tab", "Tab", "n" })
                await visit.Page.Keyboard.PressAsync(key);
            await Until(visit, "id", "number", "drop", "label", "yes/no", "number", "drop");
            await visit.Until("document.querySelector('#table-summary').textContent.includes(': 3 of 7')");
            Assert.Equal(
                "Use of __proto__",
                await visit.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')")
            );
            // There is one label.
            await Choose(visit, "member", "label");
            await Until(visit, "id", "number", "drop", "category", "label", "number", "drop");
            await Choose(visit, "joined", "id");
            string[] uses = ["drop", "number", "drop", "category", "label", "number", "id"];
            await Until(visit, uses);
            await visit["#start"].ClickAsync();
            await visit.Until("document.querySelector('#status').textContent.startsWith('Done')");
            Assert.False(await visit["#table"].EvaluateAsync<bool>("table => table.open"));
            var model = await visit.Page.RunAndWaitForDownloadAsync(() => visit["#downloads a[href='/api/model']"].ClickAsync());
            Assert.Equal(
                uses,
                TablePlan.FromMap(SomMap.Load(await model.PathAsync()))!.Columns.Select(column => column.Use.Name)
            );
            await visit.Until("document.querySelector('#odd tbody td:nth-child(2)')?.textContent.startsWith('2024-01-')");

            await visit.Page.ReloadAsync();
            await visit.Until("document.querySelectorAll('#table-rows select').length == 7");
            await Until(visit, uses);
            await visit["#table-summary"].ClickAsync();
            await visit["#as-planned"].ClickAsync();
            await Until(visit, "id", "number", "number", "category", "yes/no", "drop", "drop");
        });

    private async Task Visit(Func<Visit, Task> act, Window? window = null)
    {
        string file = folder.At("people.csv");
        await File.WriteAllTextAsync(file, Text(), TestContext.Current.CancellationToken);
        await using var server = await ExplorerServer.StartAsync(
            new ExplorerOptions { File = file },
            TestContext.Current.CancellationToken
        );
        await browser.Visit(
            server.StartAddress.AbsoluteUri,
            async visit =>
            {
                await visit.Until("document.querySelector('#table-rows select')");
                await act(visit);
            },
            window
        );
    }

    private static Task<string[]> Uses(Visit visit) =>
        visit.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('#table-rows select')].map(use => use.value)");

    /// <summary>Waits until the server has said what the columns are used as.</summary>
    private static async Task Until(Visit visit, params string[] uses)
    {
        for (int tries = 0; tries < 600 && string.Join(", ", await Uses(visit)) != string.Join(", ", uses); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(uses, await Uses(visit));
    }

    private static Task<IReadOnlyList<string>> Choose(Visit visit, string column, string use) =>
        visit.Page.GetByLabel($"Use of {column}", new() { Exact = true }).SelectOptionAsync(use);

    private static string Text() =>
        $"name,height,{Hostile},color,member,__proto__,joined\n"
        + string.Concat(
            Enumerable
                .Range(0, 90)
                .Select(row =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"person {row},{(row is 4 or 17 ? "" : $"1.{50 + (row * 7 % 41)}")},{(row == 89 ? "n.d." : row * 3 % 17)},{Colors[row % 3]},{(row % 4 == 0 ? "yes" : "no")},1,2024-01-{1 + (row % 28):00}\n"
                    )
                )
        );
}
