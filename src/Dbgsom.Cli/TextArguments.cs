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
        "the character that begins comment lines of text files, such as # or %; default: none",
        text =>
            text.Length == 1 && DataFiles.IsCommentSign(text[0])
                ? text[0]
                : throw new ArgumentException(
                    $"'{text}' cannot begin a comment; valid is one ASCII character, such as # or %, other than letters, digits, quote, plus, minus, point and space"
                )
    );

    private readonly Option<int?> skip = OptionsOf.Whole(
        "--skip",
        0,
        int.MaxValue,
        "number of lines to skip above the table in text files, such as a title; default: 0"
    );

    private readonly Option<int?> headerLines = OptionsOf.Whole(
        "--header-lines",
        1,
        int.MaxValue,
        "number of header lines in text files; names below each other are joined, as in 'height cm'; default: 1"
    );

    private readonly Option<bool> units = new("--units")
    {
        Description =
            "accept a currency or percent sign before or after a number in text files: $1,200, 45 € and 45% are 1200 (with --thousands ,), 45 and 45",
    };

    public void AddTo(Command command)
    {
        command.Add(comment);
        command.Add(skip);
        command.Add(headerLines);
        command.Add(units);
    }

    /// <summary>Returns the options for reading, with these options applied.</summary>
    public DataFileOptions Read(ParseResult parsed, DataFileOptions options)
    {
        var read = options with
        {
            Comment = parsed.GetValue(comment),
            SkipLines = parsed.GetValue(skip) ?? 0,
            HeaderLines = parsed.GetValue(headerLines) ?? 1,
            Units = parsed.GetValue(units),
        };
        return read.Comment is { } sign && sign == read.Delimiter
                ? throw new UsageException($"--comment {sign} is also the --delimiter; choose another sign for one of them")
            : read.HeaderLines > 1 && read.Header == HeaderMode.No
                ? throw new UsageException(
                    $"--header-lines {Plain(read.HeaderLines)} and --header no contradict each other; give one of the two"
                )
            : read;
    }

    /// <summary>Returns the plan's options with the given options taking precedence, even if they are defaults.</summary>
    public DataFileOptions Prefer(ParseResult parsed, DataFileOptions planned) =>
        planned with
        {
            SkipLines = parsed.GetValue(skip) ?? planned.SkipLines,
            HeaderLines = parsed.GetValue(headerLines) ?? (planned.Header == HeaderMode.No ? 1 : planned.HeaderLines),
        };

    /// <summary>The options without a value.</summary>
    public IEnumerable<string> Flags(ParseResult parsed, TablePlan? plan) =>
        parsed.GetValue(units) || plan?.Units == true ? [units.Name] : [];

    /// <summary>The options as they were given, or as a map was trained with them.</summary>
    public IEnumerable<(Option Option, string? Value)> Given(ParseResult parsed, TablePlan? plan) =>
        [
            (comment, (parsed.GetValue(comment) ?? plan?.Comment)?.ToString()),
            (skip, (parsed.GetValue(skip) ?? plan?.SkipLines) is > 0 and var lines ? Plain(lines) : null),
            (headerLines, (parsed.GetValue(headerLines) ?? plan?.HeaderLines) is > 1 and var names ? Plain(names) : null),
        ];

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
