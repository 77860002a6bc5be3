using System.Reflection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Dbgsom.Browser.Tests.ChromiumBrowser))]

namespace Dbgsom.Browser.Tests;

/// <summary>One headless Chromium for all tests, with a fresh profile of its own; every visit is a new context in it.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        string path = Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "Chromium")
            .Value!;
        if (!File.Exists(path))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Opens a page, does something there, and asserts that it neither complained nor asked for anything beyond itself.</summary>
    internal async Task Visit(string file, Func<Visit, Task> act, Window? window = null)
    {
        Assert.SkipWhen(browser is null, "the browser is gone since this was built");
        window ??= new Window();
        await using var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = window.Width, Height = window.Height },
                ColorScheme = window.IsDark ? ColorScheme.Dark : ColorScheme.Light,
                HasTouch = window.HasTouch,
                AcceptDownloads = true,
            }
        );
        context.SetDefaultTimeout(180_000);
        var visit = new Visit(await context.NewPageAsync(), new Uri(file));
        await visit.Load();
        await act(visit);
        visit.AssertQuiet();
    }
}

/// <summary>The window a page is looked at in.</summary>
internal sealed record Window(int Width = 1280, int Height = 800, bool IsDark = false, bool HasTouch = false);
