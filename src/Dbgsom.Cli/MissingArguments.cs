using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>The options that say what a missing cell is, and what becomes of its row.</summary>
internal sealed class MissingArguments
{
    private readonly Option<MissingCells?> missing = OptionsOf.OneOf<MissingCells>(
        "--missing",
        $"how rows with a missing cell are handled; default: {MissingCells.Default}"
    );

    private readonly Option<string[]> texts = new("--missing-text")
    {
        HelpName = "a,b,…",
        Description =
            $"the texts that mean a missing value, in any case; default: {string.Join(", ", MissingTexts.Usual)}; empty cells always do; +a adds a to the default",
    };

    public void AddTo(Command command)
    {
        command.Add(missing);
        command.Add(texts);
    }

    /// <summary>Returns the options for reading, with these options applied.</summary>
    public DataFileOptions Read(ParseResult parsed, DataFileOptions options) =>
        options with
        {
            Missing = parsed.GetValue(missing) ?? MissingCells.Default,
            MissingTexts = Texts(parsed),
        };

    /// <summary>The texts for missing values; null for the usual ones.</summary>
    public IReadOnlyList<string>? Texts(ParseResult parsed) => OptionsOf.List(parsed, texts);

    /// <summary>The options as they were given, or as a map was trained with them.</summary>
    public IEnumerable<(Option Option, string? Value)> Given(ParseResult parsed, TablePlan? plan) =>
        [
            (missing, (parsed.GetValue(missing) ?? (plan?.Missing == MissingCells.Default ? null : plan?.Missing))?.Name),
            (texts, (OptionsOf.List(parsed, texts) ?? plan?.MissingTexts) is { } list ? NameList.Join(list) : null),
        ];
}
