using Dbgsom.Classification;
using Dbgsom.Docs.Links;

namespace Dbgsom.Docs.Tests;

/// <summary>Anchors as GitHub makes them, and links that lead nowhere.</summary>
public sealed class LinkCheckTests
{
    [Theory]
    [InlineData("Where it loses", "where-it-loses")]
    [InlineData("ML.NET's k-means", "mlnets-k-means")]
    [InlineData("Epoch: search and update", "epoch-search-and-update")]
    [InlineData("`SomVq` and `fit_predict`", "somvq-and-fit_predict")]
    [InlineData("A – B", "a--b")]
    [InlineData("See [the options](options.md#all)!", "see-the-options")]
    [InlineData("Größe und σ", "größe-und-σ")]
    [InlineData("ClassifierMap\\<TLabel>", "classifiermaptlabel")]
    public void A_slug_is_that_of_GitHub(string heading, string slug) => Assert.Equal(slug, Headings.Slug(heading));

    [Fact]
    public void Headings_of_one_name_are_numbered_and_code_has_none()
    {
        const string Page = "# A\n## A\n```\n# not one\n```\n### A ###\n<a id=\"here\"></a>\n#hash\n    # code";
        Assert.Equal(["a", "a-1", "a-2", "here"], Headings.Anchors(Page).Order());
    }

    [Fact]
    public void Links_in_code_and_to_other_sites_are_left_out()
    {
        const string Page =
            "[a](a.md) ![b](img/b.png \"title\") [c](https://x.org) `[d](d.md)` [e](#e)\n```\n[f](f.md)\n```\n[g](mailto:x@y.z)";
        Assert.Equal(["a.md", "img/b.png", "#e"], LinkCheck.Targets(Page));
    }

    [Fact]
    public void Links_that_lead_nowhere_are_named()
    {
        using var folder = new TemporaryFolder();
        string root = folder.Path;
        Directory.CreateDirectory(Path.Combine(root, "docs"));
        File.WriteAllText(Path.Combine(root, "docs", "other.md"), "# Other\n## Part two\n");
        string page = Path.Combine(root, "page.md");
        File.WriteAllText(
            page,
            "# Page\n[1](docs/other.md#part-two) [2](docs) [3](#page) [4](#nowhere) [5](docs/none.md) [6](docs/other.md#part-three)"
        );
        Assert.Equal(
            [
                "page.md links to #nowhere: the heading does not exist",
                "page.md links to docs/none.md: the file does not exist",
                "page.md links to docs/other.md#part-three: the heading does not exist",
            ],
            LinkCheck.OfPage(root, page)
        );
    }

    [Fact]
    public void Every_link_of_every_page_leads_somewhere() => Assert.Empty(LinkCheck.Complaints(Repository.Root()));
}
