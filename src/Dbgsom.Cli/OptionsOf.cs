using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Options;

namespace Dbgsom.Cli;

/// <summary>Makes options whose wrong values are refused with what is valid.</summary>
internal static class OptionsOf
{
    /// <summary>An option that is text.</summary>
    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };

    /// <summary>An option that is a whole number.</summary>
    public static Option<int?> Whole(string name, int least, int greatest, string description) =>
        Parsed<int?>(
            name,
            "number",
            description,
            text =>
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= least
                && value <= greatest
                    ? value
                    : throw new ArgumentException(
                        $"'{text}' is not a whole number {(greatest == int.MaxValue ? $"of at least {least}" : $"from {least} to {greatest}")}"
                    )
        );

    /// <summary>--seed.</summary>
    /// <param name="description">What is drawn with it.</param>
    public static Option<uint?> Seed(string description) =>
        Parsed<uint?>(
            "--seed",
            "number",
            $"{description} (a whole number from 0 to 4294967295); default: 0",
            text =>
                uint.TryParse(text, CultureInfo.InvariantCulture, out uint value)
                    ? value
                    : throw new ArgumentException($"'{text}' is not a whole number from 0 to {uint.MaxValue}")
        );

    /// <summary>An option that is one of a family.</summary>
    /// <param name="name">Name of the option.</param>
    /// <param name="description">A description of the option.</param>
    /// <param name="value">The name of the value if the choices do not fit in a line; they are then listed in the description.</param>
    public static Option<T?> OneOf<T>(string name, string description, string? value = null)
        where T : class, INamed<T>
    {
        string choices = string.Join('|', T.All.Select(choice => choice.Name));
        var option = Parsed<T?>(name, value ?? choices, description, Named.Parse<T>);
        option.CompletionSources.Add([.. T.All.Select(choice => choice.Name)]);
        return option;
    }

    /// <summary>An option whose text a method of the library reads.</summary>
    public static Option<T?> Parsed<T>(string name, string value, string description, Func<string, T> parse) =>
        new(name)
        {
            HelpName = value,
            Description = description,
            CustomParser = result =>
            {
                try
                {
                    return parse(result.Tokens[0].Value);
                }
                catch (ArgumentException e)
                {
                    result.AddError($"{name}: {SomOption.MessageOf(e)}");
                    return default;
                }
            },
        };

    /// <summary>Refuses what is no path: nothing, or something that looks like a misspelled option.</summary>
    public static void RefuseNoPaths(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } option)
            result.AddError(
                $"unknown option {option.Value}{Tool.Meant(option.Value, (result.Parent as CommandResult)?.Command.Options.Select(one => one.Name) ?? [])}"
            );
        if (result.Tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{result.Argument.Name} is empty; give a path");
    }

    /// <summary>The items of a list option, which may be given together, with commas, or one by one; null where there is none. An item with a comma stands in quotes.</summary>
    public static IReadOnlyList<string>? List(ParseResult parsed, Option<string[]> option) =>
        parsed.GetValue(option) is { Length: > 0 } given ? [.. given.SelectMany(list => Items(option.Name, list))] : null;

    private static IReadOnlyList<string> Items(string option, string list)
    {
        try
        {
            return NameList.Parse(list);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }
}
