using Dbgsom.Naming;
using Microsoft.Playwright;

namespace Dbgsom.Browser.Tests;

/// <summary>Light, dark and on paper: always to be read.</summary>
[Needs(Need.Browser)]
public sealed class AppearanceTests(ChromiumBrowser browser, SamplePages pages)
{
    // WCAG 2.2, contrast (minimum), level AA, of every text that is shown outside of figures, against the nearest background behind it.
    private const string PoorContrast = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const channels = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const background = element => {
            for (let at = element; at; at = at.parentElement) {
              const color = channels(getComputedStyle(at).backgroundColor);
              if (color[3] === 255) return color;
            }
            return [255, 255, 255, 255];
          };
          const poor = [];
          let seen = 0;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || element.closest('script, svg, option, :disabled') || !element.checkVisibility()) continue;
            seen++;
            const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} "${walker.currentNode.data.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
          }
          return seen < 100 ? [`only ${seen} texts were seen`] : poor;
        }
        """;

    private const string Background = "getComputedStyle(document.body).backgroundColor";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Text_can_be_read(bool isDark) =>
        browser.Visit(
            pages.Digits,
            async visit =>
            {
                await visit["details summary"].ClickAsync();
                Assert.Empty(await visit.Page.EvaluateAsync<string[]>(PoorContrast));
                await visit[".card.region"].First.ClickAsync();
                Assert.Empty(await visit.Page.EvaluateAsync<string[]>(PoorContrast));
                // The other way round by the button.
                await visit["#theme"].ClickAsync();
                Assert.Empty(await visit.Page.EvaluateAsync<string[]>(PoorContrast));
            },
            new Window(IsDark: isDark)
        );

    [Fact]
    public Task Colors_follow_the_system_until_the_button_is_pressed() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                string dark = await visit.Page.EvaluateAsync<string>(Background);
                Assert.Equal("Switch to light colors", await visit["#theme"].GetAttributeAsync("aria-label"));
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
                string light = await visit.Page.EvaluateAsync<string>(Background);
                Assert.NotEqual(dark, light);
                // Styles follow at once, the page is told with the next frame.
                await visit["#theme[aria-label='Switch to dark colors']"].WaitForAsync();
                await visit["#theme"].ClickAsync();
                Assert.Equal(dark, await visit.Page.EvaluateAsync<string>(Background));
                // Figures are drawn in the new colors, too.
                Assert.Equal(
                    await visit.Page.EvaluateAsync<string>(
                        "getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"
                    ),
                    await visit.Page.EvaluateAsync<string>("document.querySelector('#samples .figure').layout.font.color")
                );
                await visit["#theme"].ClickAsync();
                Assert.Equal(light, await visit.Page.EvaluateAsync<string>(Background));
            },
            new Window(IsDark: true)
        );

    [Fact]
    public Task Paper_is_white_and_has_no_controls() =>
        browser.Visit(
            pages.Shapes,
            async visit =>
            {
                await visit["#theme"].ClickAsync();
                await visit.Page.EvaluateAsync(
                    "addEventListener('beforeprint', () => (window.printed = getComputedStyle(document.querySelector('section')).backgroundColor))"
                );
                byte[] file = await visit.Page.PdfAsync();
                Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(file, 0, 4));
                Assert.Equal("rgb(255, 255, 255)", await visit.Page.EvaluateAsync<string>("window.printed"));
                // Afterwards it is dark again.
                Assert.NotEqual(
                    "rgb(255, 255, 255)",
                    await visit.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('section')).backgroundColor")
                );
                await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
                foreach (string hidden in new[] { "#theme", "nav", "#rows", ".keys", "#map .tools button" })
                    Assert.False(await visit[hidden].First.IsVisibleAsync(), hidden);
                foreach (string shown in new[] { "h1", "#summary", ".map-frame svg", "#regions", "#quality", "#settings code" })
                    Assert.True(await visit[shown].First.IsVisibleAsync(), shown);
            }
        );
}
