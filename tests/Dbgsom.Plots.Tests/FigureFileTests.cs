using System.Buffers.Binary;
using Dbgsom.Naming;
using Xunit;

namespace Dbgsom.Plots.Tests;

public sealed class FigureFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null, null)]
    [InlineData(100, 100)]
    [InlineData(640, 300)]
    [InlineData(300, 1200)]
    public void Png_has_the_size_asked_for(int? width, int? height)
    {
        string path = folder.At("map.png");
        var figure = Maps.Four.Plot();
        figure.SavePng(path, width, height);
        byte[] file = File.ReadAllBytes(path);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        Assert.Equal(width ?? figure.Width, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)));
        Assert.Equal(height ?? figure.Height, BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
    }

    [Theory]
    [InlineData("a.png", "\u0089PNG")]
    [InlineData("a.PNG", "\u0089PNG")]
    [InlineData("a.svg", "<?xml")]
    public void Save_goes_by_the_extension_and_leaves_nothing_else(string name, string start)
    {
        Maps.Four.PlotHits().Save(folder.At(name));
        Assert.Equal([folder.At(name)], Directory.GetFiles(folder.Path));
        Assert.StartsWith(start, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.At(name))));
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a")]
    public void Other_extensions_are_refused_before_anything_is_written(string name)
    {
        var error = Assert.Throws<ArgumentException>(() => Maps.Four.PlotHits().Save(folder.At(name)));
        Assert.Contains(".png or .svg", error.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(99, 500)]
    [InlineData(500, 10_001)]
    [InlineData(-1, 500)]
    public void Sizes_out_of_range_are_refused(int width, int height)
    {
        var figure = Maps.Four.PlotHits();
        string path = folder.At("a.png");
        Assert.Throws<ArgumentOutOfRangeException>(() => figure.SavePng(path, width, height));
        Assert.Throws<ArgumentOutOfRangeException>(() => figure.SaveSvg(path, width, height));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_a_failure_leaves_nothing()
    {
        string path = folder.At("a.png");
        File.WriteAllText(path, "old");
        Maps.Four.PlotHits().SavePng(path);
        Assert.Equal(Maps.Four.PlotHits().ToPng(), File.ReadAllBytes(path));

        string taken = folder.At("taken.png");
        Directory.CreateDirectory(taken);
        Assert.ThrowsAny<Exception>(() => Maps.Four.PlotHits().SavePng(taken));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => Maps.Four.PlotHits().SavePng(folder.At("none/a.png")));
    }

    [Fact]
    public void The_same_figure_is_the_same_bytes_in_any_order()
    {
        byte[] first = Maps.Shapes.Plot().ToPng();
        byte[] firstSvg = Maps.Shapes.Plot().ToSvg();
        foreach (var kind in FigureKind.All)
            kind.Draw(Maps.Four, Maps.ShapesData).ToPng();
        Assert.Equal(first, Maps.Shapes.Plot().ToPng());
        Assert.Equal(firstSvg, Maps.Shapes.Plot().ToSvg());
    }
}
