namespace Dbgsom.Docs.Tests;

/// <summary>Tables of pages have as many cells in each row as in their header.</summary>
public sealed class TableCheckTests
{
    [Fact]
    public void A_row_with_other_cells_is_found()
    {
        const string Page =
            "| a | b |\n|---|---|\n| 1 | 2 |\n| x \\| y | z |\n| 1 |\n\n| c |\n|---|\n| 1 ||| 2 |\ntext | text | text\n";
        Assert.Equal(
            ["a.md:5: a row of 1 cells in a table of 2", "a.md:9: a row of 4 cells in a table of 1"],
            TableCheck.OfPage("a.md", Page)
        );
    }

    [Fact]
    public void The_repository_has_no_such_row() => Assert.Empty(TableCheck.Complaints(Repository.Root()));
}
