using System.CommandLine;
using System.Globalization;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>The options that say which lines of text files hold the table, and what may stand in its cells.</summary>
internal sealed class TextArguments
{
    private readonly Option<char?> comment = OptionsOf.Parsed<char?>(
        "--comment",
        "sign",
        "what begins lines of text files that are left out, such as # or %; default: nothing",
        text =>
            text.Length == 1 && DataFiles.IsCommentSign(text[0])
                ? text[0]
                : throw new ArgumentException(
                    $"'{text}' cannot begin a comment; valid is one ASCII character, such as # or %, that is no letter, digit, quote, plus, minus, point or space"
                )
    );

    private readonly Option<int?> skip = OptionsOf.Whole(
        "--skip",
        0,
        int.MaxValue,
        "lines of text files above the table, such as a title, to pass over; default: 0"
    );

    private readonly Option<bool> units = new("--units")
    {
        Description =
            "in text files a currency or percent sign may stand before or behind a number: $1,200, 45 € and 45% are 1200 (with --thousands ,), 45 and 45",
    };

    public void AddTo(Command command)
    {
        command.Add(comment);
        command.Add(skip);
        command.Add(units);
    }

    /// <summary>What is read, with these options.</summary>
    public DataFileOptions Read(ParseResult parsed, DataFileOptions options) =>
        parsed.GetValue(comment) is { } sign && sign == options.Delimiter
            ? throw new UsageException($"--comment {sign} is the --delimiter, too; valid is another sign for one of them")
            : options with
            {
                Comment = parsed.GetValue(comment),
                SkipLines = parsed.GetValue(skip) ?? 0,
                Units = parsed.GetValue(units),
            };

    /// <summary>What is said here goes before what a plan says, also where it is the usual.</summary>
    public DataFileOptions Prefer(ParseResult parsed, DataFileOptions planned) =>
        planned with
        {
            SkipLines = parsed.GetValue(skip) ?? planned.SkipLines,
        };

    /// <summary>The options without a value.</summary>
    public IEnumerable<string> Flags(ParseResult parsed, TablePlan? plan) =>
        parsed.GetValue(units) || plan?.Units == true ? [units.Name] : [];

    /// <summary>The options as they were given, or as a map was trained with them.</summary>
    public IEnumerable<(Option Option, string? Value)> Given(ParseResult parsed, TablePlan? plan) =>
        [
            (comment, (parsed.GetValue(comment) ?? plan?.Comment)?.ToString()),
            (
                skip,
                (parsed.GetValue(skip) ?? plan?.SkipLines) is > 0 and var lines
                    ? lines.ToString(CultureInfo.InvariantCulture)
                    : null
            ),
        ];
}
