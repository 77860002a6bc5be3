using Dbgsom.Naming;
using Xunit;

namespace Dbgsom.Plots.Tests;

public class WrappedTextTests : WithFont
{
    private const float Width = 90;

    [Theory]
    [InlineData("mean_area", "mean_area")]
    [InlineData("mean_fractal_dimension", "mean_fractal_\ndimension")]
    [InlineData("mean fractal dimension", "mean fractal\ndimension")]
    public void Names_are_broken_where_words_end(string name, string expected) =>
        Assert.Equal(expected, WrappedText.Fit(name, 10, Width).Text);

    [Fact]
    public void Names_that_are_cut_keep_both_ends_and_their_width()
    {
        string same = new('w', 100);
        string[] texts =
        [
            .. new[] { "a" + same, "b" + same, same + "a", same + "😀" }.Select(n => WrappedText.Fit(n, 10, Width).Text),
        ];
        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.All(texts, text => Assert.All(text.Split('\n'), line => Assert.InRange(Ellipsis.WidthOf(line, 8), 0, Width)));
        Assert.All(texts, text => Assert.Contains("\n…", text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀")]
    public void Any_name_will_do_in_any_width(string name)
    {
        foreach (float width in new float[] { 0, 1, 9, 20, 33 })
            Assert.InRange(WrappedText.Fit(name, 10, width).Lines.Count, 1, 2);
    }
}
