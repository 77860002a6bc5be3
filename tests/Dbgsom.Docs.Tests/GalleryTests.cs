using System.Text.RegularExpressions;
using System.Xml.Linq;
using Dbgsom.Docs.Gallery;
using SkiaSharp;

namespace Dbgsom.Docs.Tests;

/// <summary>Every file in gallery/ is run as a person runs it, one after the other, and held against what docs/gallery.md says of it.</summary>
public sealed partial class GalleryTests
{
    public static TheoryData<string> Names() => [.. Example.All(Repository.Root()).Select(example => example.Name)];

    [Theory]
    [Needs(Need.Build)]
    [MemberData(nameof(Names))]
    public void An_example_runs_and_does_what_the_page_says(string name)
    {
        string root = Repository.Root();
        var example = Example.All(root).Single(example => example.Name == name);
        using var figures = new TemporaryFolder();
        var run = ExampleRun.Of(root, example, figures.Path);
        Assert.True(run.ExitCode == 0, $"exit code {run.ExitCode}: {run.Error}");
        Assert.Equal("", run.Error);
        var pages = GalleryPage.Read(File.ReadAllText(Path.Combine(root, GalleryPage.Path)).ReplaceLineEndings("\n"));
        Assert.Equal(Comparable(example, pages[name].Output), Comparable(example, run.Output));
        Assert.Equal(example.Figures.Order(), Directory.EnumerateFiles(figures.Path).Select(Path.GetFileName).Order());
        foreach (string figure in example.Figures)
            Look(figures.At(figure));
    }

    [Fact]
    public void The_page_shows_the_examples_as_they_are() => Assert.Empty(GalleryPage.Complaints(Repository.Root()));

    [Fact]
    public void Figures_and_data_in_the_repository_stay_small()
    {
        string root = Repository.Root();
        Assert.InRange(Bytes(Path.Combine(root, "docs", "images")), 1, 300_000);
        Assert.InRange(Bytes(Path.Combine(root, "gallery", "data")), 1, 200_000);
    }

    private static long Bytes(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    /// <summary>Digits that another library computed may differ from machine to machine.</summary>
    private static string Comparable(Example example, string output) =>
        example.UsesOthers ? Digits().Replace(output, "0") : output;

    private static void Look(string figure)
    {
        if (Path.GetExtension(figure) == ".svg")
        {
            var svg = XDocument.Load(figure).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.Contains(svg.Descendants(), element => element.Attribute("d")?.Value.Length > 100);
            return;
        }
        using var bitmap = SKBitmap.Decode(figure);
        Assert.InRange(bitmap.Width, 100, 1500);
        Assert.InRange(bitmap.Height, 100, 1500);
        var colors = bitmap.Pixels.CountBy(color => color).ToArray();
        Assert.InRange(colors.Length, 20, int.MaxValue);
        Assert.InRange(colors.Max(pair => pair.Value), 1, 0.97 * bitmap.Pixels.Length);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
