namespace Dbgsom.Cli.Tests;

/// <summary>Misspelled words are answered with the word that was probably meant.</summary>
public sealed class SpellingTests(Workspace work) : IClassFixture<Workspace>
{
    /// <summary>Left out, put in, replaced and swapped letters, by hand.</summary>
    [Theory]
    [InlineData("train", "train", 0)]
    [InlineData("trian", "train", 1)]
    [InlineData("tran", "train", 1)]
    [InlineData("ttrain", "train", 1)]
    [InlineData("trein", "train", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distances_by_hand(string a, string b, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(a, b));
        Assert.Equal(distance, Spelling.Distance(b, a));
    }

    [Theory]
    [InlineData("dbgsom: unknown command 'trian'; did you mean train? See dbgsom --help", "trian", "x.csv")]
    [InlineData("dbgsom: unknown command 'xyzzy'; see dbgsom --help", "xyzzy")]
    [InlineData(
        "dbgsom: unknown option --lable-column; did you mean --label-column? See dbgsom train --help",
        "train",
        "x.csv",
        "-o",
        "x.som.npz",
        "--lable-column",
        "kind"
    )]
    // Rare options are known, too.
    [InlineData(
        "dbgsom: unknown option --thousand; did you mean --thousands? See dbgsom predict --help",
        "predict",
        "x.som.npz",
        "x.csv",
        "--thousand"
    )]
    [InlineData("dbgsom: unknown option --colour; see dbgsom predict --help", "predict", "x.som.npz", "x.csv", "--colour")]
    public void The_word_that_was_meant_is_named(string message, params string[] words) =>
        Assert.Equal(message, work.Run(words).Refused(2));
}
