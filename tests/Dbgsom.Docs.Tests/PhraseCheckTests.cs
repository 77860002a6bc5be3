using Dbgsom.Docs.Language;

namespace Dbgsom.Docs.Tests;

/// <summary>Phrases that must not come back, and summaries that stand alone.</summary>
public sealed class PhraseCheckTests
{
    [Fact]
    public void A_phrase_is_found_in_any_case_and_across_lines_of_a_comment()
    {
        const string Text = "// one\n    /// Ends the\n    /// call early.\nTold of every epoch.\n";
        Assert.Equal(
            [
                "a.cs:4: \"told of every epoch\"; better: Receives a report after every epoch.",
                "a.cs:2: \"ends the call early\"; better: Cancels the operation.",
            ],
            PhraseCheck.OfText("a.cs", Text)
        );
        Assert.Empty(PhraseCheck.OfText("a.cs", "Cancels the operation."));
    }

    [Theory]
    [InlineData("    /// <summary>The same for rows.</summary>\n    public int A;", 1)]
    [InlineData("    /// <summary>\n    /// Its rows.\n    /// </summary>\n    [X]\n    public int A;", 1)]
    [InlineData("    /// <summary>The same for rows.</summary>\n    private int A;", 0)]
    [InlineData("    /// <summary>The rows.</summary>\n    public int A;", 0)]
    [InlineData("    /// <summary>Whether it is one.</summary>\n    public static bool A => true;", 1)]
    [InlineData("    /// <summary>Whether it is one.</summary>\n    public Mode A { get; }", 0)]
    public void A_public_summary_that_leans_on_its_neighbor_is_found(string code, int count) =>
        Assert.Equal(count, PhraseCheck.OfSummaries("a.cs", code).Count());

    [Fact]
    public void No_phrase_is_listed_twice() =>
        Assert.Distinct(Phrases.All.Select(entry => entry.Phrase), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void The_repository_has_none_of_the_phrases() => Assert.Empty(PhraseCheck.Complaints(Repository.Root()));
}
