using System.CommandLine;
using Dbgsom.Naming;
using Dbgsom.Options;

namespace Dbgsom.Cli;

/// <summary>The options of training, one for each <see cref="SomOption"/> that users set.</summary>
/// <param name="without">Names of options that have another meaning for the command, or none.</param>
internal sealed class TrainingArguments(params string[] without)
{
    private readonly Option<string?> preset = OptionsOf.Text(
        "--preset",
        "default|reference",
        "what the other options start from: the method done right, or the decisions of the Python package; default: default"
    );

    private readonly List<(SomOption Meaning, Option Option)> options =
    [
        .. SomOption
            .All.Where(option => !option.IsQuirk && !without.Contains(option.Name))
            .Select(option => (option, Make(option))),
    ];

    public void AddTo(Command command)
    {
        command.Add(preset);
        foreach (var (_, option) in options)
            command.Add(option);
    }

    /// <summary>The names of the options that were given.</summary>
    public IEnumerable<string> Given(ParseResult parsed) =>
        options.Select(pair => pair.Option).Prepend(preset).Where(option => Text(parsed, option) is not null).Select(o => o.Name);

    /// <summary>The preset with the given options in place of its own.</summary>
    public SomOptions Read(ParseResult parsed)
    {
        try
        {
            var result = SomOptions.FromPreset(parsed.GetValue(preset) ?? SomOptions.Default.Preset);
            string[] given = [.. Given(parsed)];
            // A size of map and a lambda say the same thing twice: the one that was asked for replaces the preset's.
            if (given.Contains("--target-neurons") && !given.Contains("--lambda"))
                result = result with { Lambda = null };
            foreach (var (meaning, option) in options)
                if (Text(parsed, option) is { } text)
                    result = meaning.Parse(result, text);
            result.Validate();
            return result;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(SomOption.MessageOf(e));
        }
    }

    private static string? Text(ParseResult parsed, Option option) =>
        option is Option<bool?> flag
            ? (
                parsed.GetResult(flag) is null ? null
                : parsed.GetValue(flag) is false ? "false"
                : "true"
            )
            : parsed.GetValue((Option<string?>)option);

    private static Option Make(SomOption option)
    {
        if (option.IsFlag)
            return new Option<bool?>("--" + option.Name) { Description = option.Description, Arity = ArgumentArity.ZeroOrOne };
        const string oneOf = "one of ";
        bool isChoice = option.Valid.StartsWith(oneOf, StringComparison.Ordinal);
        string value = isChoice ? option.Valid[oneOf.Length..].Replace(", ", "|", StringComparison.Ordinal) : "number";
        string ours = option.Format(SomOptions.Default);
        string theirs = option.Format(SomOptions.Reference);
        string valid = isChoice ? "" : $" ({option.Valid})";
        string defaults = $"default: {ours}" + (ours == theirs ? "" : $", reference: {theirs}");
        return OptionsOf.Text(
            "--" + option.Name,
            option.NullWord is null ? value : $"{value}|{option.NullWord}",
            $"{option.Description}{valid}; {defaults}"
        );
    }
}
