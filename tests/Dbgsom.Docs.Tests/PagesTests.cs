using Dbgsom.Docs.Api;

namespace Dbgsom.Docs.Tests;

/// <summary>Pages made from the code are those in the repository.</summary>
public sealed class PagesTests
{
    [Fact]
    public void Pages_made_from_the_code_are_up_to_date() => Assert.Empty(Pages.Complaints(Repository.Root()));

    [Fact]
    public void A_page_that_is_missing_or_changed_is_not_current()
    {
        string root = Directory.CreateTempSubdirectory("dbgsom-pages-").FullName;
        var page = new Page("docs/api/x.md", "text\n");
        Assert.False(page.IsCurrent(root));
        page.Write(root);
        Assert.True(page.IsCurrent(root));
        Assert.False((page with { Text = "other\n" }).IsCurrent(root));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Help_is_read_section_by_section()
    {
        var help = ToolHelp.Parse(
            ["plot"],
            "Description:\n  Draw.\n\nUsage:\n  dbgsom plot <MODEL> [options]\n\nArguments:\n  <MODEL>  a map\n\nOptions:\n  -o, --output <FILE>  the figure; or a  b\n  --bare\n"
        );
        Assert.Equal(("Draw.", "dbgsom plot <MODEL> [options]"), (help.Description, help.Usage));
        Assert.Equal([("<MODEL>", "a map")], help.Sections["Arguments"]);
        Assert.Equal([("-o, --output <FILE>", "the figure; or a  b"), ("--bare", "")], help.Sections["Options"]);
    }

    [Theory]
    [InlineData(
        "Fit",
        "SomMap Fit(DataMatrix data, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)"
    )]
    [InlineData("Edges", "IReadOnlyList<(int A, int B)> Edges { get; }")]
    [InlineData("MostNeurons", "const int MostNeurons = 40000")]
    [InlineData("Lambda", "double? Lambda { get; init; }")]
    [InlineData("Parse", "static T Parse<T>(string name)")]
    public void Members_are_written_as_in_the_code(string name, string signature)
    {
        Type[] types = [typeof(SomVq), typeof(SomMap), typeof(SomOptions), typeof(Named)];
        Assert.Equal(signature, Signatures.Of(types.SelectMany(type => type.GetMember(name)).First()));
    }

    [Fact]
    public void Every_documented_member_is_found_by_its_identifier()
    {
        Assert.Equal(
            "P:Dbgsom.DataMatrix.Item(System.Int32,System.Int32)",
            DocumentationId.Of(typeof(DataMatrix).GetProperty("Item")!)
        );
        Assert.Equal(
            "M:Dbgsom.DataMatrix.From(System.Double[0:,0:])",
            DocumentationId.Of(typeof(DataMatrix).GetMethod("From", [typeof(double[,])])!)
        );
        Assert.Equal("M:Dbgsom.Named.List``1", DocumentationId.Of(typeof(Named).GetMethod("List")!));
    }
}
