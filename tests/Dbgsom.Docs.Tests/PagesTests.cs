using Dbgsom.Naming;

namespace Dbgsom.Docs.Tests;

/// <summary>Pages made from the code are those in the repository.</summary>
public sealed class PagesTests
{
    [Fact]
    public void Pages_made_from_the_code_are_up_to_date() => Assert.Empty(Pages.Complaints(Repository.Root()));

    [Fact]
    public void A_page_that_is_missing_or_changed_is_not_current()
    {
        using var folder = new TemporaryFolder();
        string root = folder.Path;
        var page = new Page("docs/x.md", "text\n");
        Assert.False(page.IsCurrent(root));
        page.Write(root);
        Assert.True(page.IsCurrent(root));
        Assert.False((page with { Text = "other\n" }).IsCurrent(root));
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
}
