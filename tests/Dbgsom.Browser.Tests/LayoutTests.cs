namespace Dbgsom.Browser.Tests;

/// <summary>The page is as wide as the window, on a desk, a tablet and a phone.</summary>
[Needs(Need.Browser)]
public sealed class LayoutTests(ChromiumBrowser browser, SamplePages pages)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(768, 1024)]
    [InlineData(390, 844)]
    public Task Nothing_is_wider_than_the_window(int width, int height) =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide");
                await visit[".card.region"].First.ClickAsync();
                await visit["details summary"].ClickAsync();
                Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide with a selection");
                // Every figure has found its size within its section.
                string[] outside = await visit.Page.EvaluateAsync<string[]>(
                    """
                    [...document.querySelectorAll('main svg, main canvas, main table, main code, main button')]
                      .filter(part => part.checkVisibility() && !part.closest('.table-frame'))
                      .filter(part => part.getBoundingClientRect().right > part.closest('section').getBoundingClientRect().right + 1)
                      .map(part => `${part.closest('section').id}: ${part.tagName} ${part.className.baseVal ?? part.className}`)
                    """
                );
                Assert.Empty(outside);
            },
            new Window(width, height)
        );

    [Fact]
    public Task Figures_follow_when_the_window_narrows() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit.Page.SetViewportSizeAsync(390, 844);
                await visit.Until("document.querySelector('#samples .main-svg').getBoundingClientRect().width <= 390");
                Assert.True(await visit.Overflow() <= 0, $"{await visit.Overflow()} px too wide");
            }
        );
}
