using Dbgsom.Docs.Gallery;
using Dbgsom.Naming;

namespace Dbgsom.Docs.Tests;

/// <summary>Reading the head of an example, and composing the page.</summary>
public sealed class ExampleTests
{
    private const string Text = """
        // A title
        //
        // What it shows
        // in a paragraph.

        #:project ../src/Dbgsom/Dbgsom.csproj
        Save("b.png");
        Save("a-2.svg");
        Save("b.png");
        """;

    [Fact]
    public void The_head_gives_title_and_explanation_and_the_code_the_figures()
    {
        var example = Example.Parse("x", Text);
        Assert.Equal(("A title", "What it shows in a paragraph."), (example.Title, example.Explanation));
        Assert.StartsWith("#:project", example.Code, StringComparison.Ordinal);
        Assert.Equal(["b.png", "a-2.svg"], example.Figures);
        Assert.False(example.UsesOthers);
    }

    [Theory]
    [InlineData("// A title\n// no empty line\n// text\ncode")]
    [InlineData("code")]
    [InlineData("// A title\n//\n// one\n//\n// two\n\ncode")]
    public void A_head_of_another_form_is_refused(string text) =>
        Assert.Contains("gallery/x.cs", Assert.Throws<InvalidDataException>(() => Example.Parse("x", text)).Message);

    [Fact]
    public void A_page_gives_back_what_it_was_composed_of()
    {
        var examples = new[]
        {
            Example.Parse("x", Text),
            Example.Parse("y", Text.Replace("A title", "Another", StringComparison.Ordinal)),
        };
        var recorded = new Dictionary<string, Recorded> { ["x"] = new("1 neuron\n2 samples\n", "0.5"), ["y"] = new("", "12.0") };
        string page = GalleryPage.Compose(examples, recorded);
        Assert.Equal(recorded, GalleryPage.Read(page));
        var changed = examples[1] with { Code = "other\n" };
        Assert.NotEqual(page, GalleryPage.Compose([examples[0], changed], GalleryPage.Read(page)));
    }
}
