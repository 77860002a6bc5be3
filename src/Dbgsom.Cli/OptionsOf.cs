using System.CommandLine;
using System.Globalization;

namespace Dbgsom.Cli;

/// <summary>Makes options whose wrong values are refused with what is valid.</summary>
internal static class OptionsOf
{
    /// <summary>An option that is text.</summary>
    public static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };

    /// <summary>An option that is a whole number.</summary>
    public static Option<int?> Whole(string name, int least, int greatest, string description) =>
        new(name)
        {
            HelpName = "number",
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                    && value >= least
                    && value <= greatest
                )
                    return value;
                string valid = greatest == int.MaxValue ? $"of at least {least}" : $"from {least} to {greatest}";
                result.AddError($"{name} is {text}; valid is a whole number {valid}");
                return null;
            },
        };

    /// <summary>An option that is one of a family.</summary>
    public static Option<T?> OneOf<T>(string name, string description, params string[] aliases)
        where T : class, INamed<T>
    {
        var option = new Option<T?>(name, aliases)
        {
            HelpName = string.Join('|', T.All.Select(choice => choice.Name)),
            Description = description,
            CustomParser = result =>
            {
                try
                {
                    return Named.Parse<T>(result.Tokens[0].Value);
                }
                catch (ArgumentException e)
                {
                    result.AddError($"{name}: {e.Message}");
                    return null;
                }
            },
        };
        option.CompletionSources.Add([.. T.All.Select(choice => choice.Name)]);
        return option;
    }
}
