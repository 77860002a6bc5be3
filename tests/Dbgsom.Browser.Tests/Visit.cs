using System.Text.Json;
using Dbgsom.Naming;
using Microsoft.Playwright;

namespace Dbgsom.Browser.Tests;

/// <summary>A page that is open, and all that it said and asked for.</summary>
internal sealed class Visit
{
    private readonly Uri address;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    public Visit(IPage page, Uri address)
    {
        Page = page;
        this.address = address;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"thrown: {error}");
        page.Dialog += (_, dialog) =>
        {
            complaints.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                complaints.Add($"{response.Status}: {response.Url}");
        };
        page.Request += (_, request) => requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>From the start of loading until all figures are painted.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    public ILocator this[string selector] => Page.Locator(selector);

    public ILocator Cell(int neuron) => Page.Locator($".cell[data-neuron='{neuron}']");

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public async Task Load()
    {
        await Page.GotoAsync(address.AbsoluteUri);
        // A server's first page only leads to the one there is to see.
        if (!address.IsFile)
            await Page.Locator("main, #view").First.WaitForAsync();
        double milliseconds = await Page.EvaluateAsync<double>(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
        );
        ReadyAfter = TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>Numbers of the neurons the map marks as selected, ascending.</summary>
    public Task<int[]> Selected() =>
        Page.EvaluateAsync<int[]>("[...document.querySelectorAll('.cell.selected')].map(cell => Number(cell.dataset.neuron))");

    public async Task AssertSelected(params int[] neurons) => Assert.Equal(neurons, await Selected());

    public async Task<JsonElement> Data() =>
        JsonDocument.Parse(await Page.EvaluateAsync<string>("document.getElementById('data').textContent")).RootElement;

    /// <summary>Waits until an expression is true; for long, as machines may be slow.</summary>
    public Task Until(string expression) =>
        Page.EvaluateAsync(
                $$"""
                () => new Promise(done => {
                  const look = () => ({{expression}} ? done() : requestAnimationFrame(look));
                  look();
                })
                """
            )
            .WaitAsync(TimeSpan.FromMinutes(4));

    /// <summary>How far the page is wider than the window, in pixels.</summary>
    public Task<int> Overflow() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>Asserts that nothing went wrong, and that a file asked for nothing, a page of a server for nothing elsewhere.</summary>
    public void AssertQuiet()
    {
        Assert.True(complaints.Count == 0, string.Join(Environment.NewLine, complaints));
        var outside = requests.Where(request => !IsInside(request));
        if (address.IsFile)
            Assert.Equal(address.AbsoluteUri, Assert.Single(outside));
        else
            Assert.All(
                outside,
                request => Assert.StartsWith(address.GetLeftPart(UriPartial.Authority) + "/", request, StringComparison.Ordinal)
            );
    }

    /// <summary>What is in the page itself.</summary>
    private static bool IsInside(string request) =>
        request.StartsWith("data:", StringComparison.Ordinal) || request.StartsWith("blob:", StringComparison.Ordinal);
}
