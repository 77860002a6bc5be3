using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Space;

namespace Dbgsom.Cli;

/// <summary>The options of training, one for each <see cref="SomOption"/> that users set.</summary>
/// <param name="without">Names of options that have another meaning for the command, or none.</param>
internal sealed class TrainingArguments(params string[] without)
{
    private readonly Option<string?> preset = OptionsOf.Text(
        "--preset",
        "default|reference",
        "the defaults of the other options: the recommended settings, or those of the Python package; default: default"
    );

    private readonly List<(SomOption Meaning, Option Option)> options =
    [
        .. SomOption
            .All.Where(option => !option.IsQuirk && !without.Contains(option.Name))
            .Select(option => (option, Make(option))),
    ];

    private readonly Option<string[]> weights = new("--weight")
    {
        HelpName = "name=number",
        Description =
            "the weight of a feature in distances, as in age=2, or of all categories of a column together, as in color=0.5; 0 shows it on the map without training on it; default: 1",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> transforms = new("--transform")
    {
        HelpName = $"name={Named.NamesOf<FeatureTransform>().Replace(", ", "|", StringComparison.Ordinal)}",
        Description =
            "the transform of a feature before scaling, as in population=log for values that differ by factors, or score=rank if only the order matters; the map keeps the units of the data",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<CategoryWeight?> categoryWeight = OptionsOf.OneOf<CategoryWeight>(
        "--category-weight",
        "whether a category column counts as one feature, or each of its categories does; default: one, with --preset reference each"
    );

    public void AddTo(Command command)
    {
        command.Add(preset);
        command.Add(weights);
        command.Add(transforms);
        command.Add(categoryWeight);
        foreach (var (_, option) in options)
            command.Add(option);
    }

    /// <summary>The names of the options that were given.</summary>
    public IEnumerable<string> Given(ParseResult parsed) =>
        options
            .Select(pair => pair.Option)
            .Prepend(preset)
            .Where(option => Text(parsed, option) is not null)
            .Concat(
                new Option[] { weights, transforms, categoryWeight }.Where(option =>
                    parsed.GetResult(option) is { Implicit: false }
                )
            )
            .Select(o => o.Name);

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
            if (parsed.GetValue(weights) is { Length: > 0 } lists)
                result = result with { FeatureWeights = FeatureWeights.Parse(string.Join(',', lists)) };
            if (parsed.GetValue(transforms) is { Length: > 0 } named)
                result = result with { FeatureTransforms = FeatureTransforms.Parse(string.Join(',', named)) };
            result.Validate();
            return result;
        }
        catch (ArgumentException e)
        {
            throw new UsageException(Refusal.MessageOf(e));
        }
    }

    /// <summary>The options for data that may have columns of categories.</summary>
    public SomOptions Weigh(ParseResult parsed, SomOptions options, LoadedData samples) =>
        WeighsColumns(parsed, options) ? samples.Weigh(options) : options;

    /// <summary>True if a column of categories counts as one feature.</summary>
    public bool WeighsColumns(ParseResult parsed, SomOptions options) =>
        (parsed.GetValue(categoryWeight) ?? CategoryWeight.Usual(options)) == CategoryWeight.One;

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
