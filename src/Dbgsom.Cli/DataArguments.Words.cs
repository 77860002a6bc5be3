using System.CommandLine;
using System.Globalization;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <content>The options as words of a command line.</content>
internal sealed partial class DataArguments
{
    /// <summary>The words of a command line that say how DATA is read, so that a map is trained on the same again.</summary>
    public IReadOnlyList<string> Words(ParseResult parsed, SomMap map)
    {
        var plan = TablePlan.FromMap(map);
        // Samples for a map are found by the names of its features; without the map, these have to be named.
        var features =
            OptionsOf.List(parsed, columns)
            ?? plan?.FeatureColumns
            ?? (OptionsOf.List(parsed, oneHot) is null ? new DataFileOptions().For(map).WantedFeatures : null);
        // Only classifiers are trained on a file of labels. Its name stands without its folder, as those of DATA do.
        string? ofClasses = map.Classes is null ? null : Path.GetFileName(LabelFile(parsed));
        (Option Option, string? Value)[] given =
        [
            (array, parsed.GetValue(array)),
            (columns, features is null ? null : NameList.Join(features)),
            (
                label,
                LabelColumnName(parsed) ?? (map.Classes is null || ofClasses is not null ? null : plan?.NameOf(ColumnUse.Label))
            ),
            (labels, ofClasses),
            (labelHeader, ofClasses is null ? null : parsed.GetValue(labelHeader)?.Name),
            (weight, parsed.GetValue(weight) ?? plan?.NameOf(ColumnUse.Weight)),
            (oneHot, (OptionsOf.List(parsed, oneHot) ?? plan?.Categories) is { Count: > 0 } all ? NameList.Join(all) : null),
            (maxCategories, (parsed.GetValue(maxCategories) ?? plan?.MaxCategories)?.ToString(CultureInfo.InvariantCulture)),
            (delimiter, (parsed.GetValue(delimiter) ?? plan?.Delimiter) is { } character ? $"{character}" : null),
            .. text.Given(parsed, plan),
            (thousands, (parsed.GetValue(thousands) ?? plan?.Thousands) is { } sign ? $"{sign}" : null),
            (encoding, (parsed.GetValue(encoding) ?? Other(plan?.Encoding, TextEncoding.Utf8))?.Name),
            (header, (parsed.GetValue(header) ?? Other(plan?.Header, HeaderMode.Auto))?.Name),
            .. missing.Given(parsed, plan),
            (maxUnpacked, parsed.GetResult(maxUnpacked)?.Tokens.SingleOrDefault()?.Value),
        ];
        var words = given
            .Where(one => one.Value is not null)
            .SelectMany(one =>
                one.Value!.StartsWith('-') ? [$"{one.Option.Name}={one.Value}"] : new[] { one.Option.Name, one.Value }
            );
        return
        [
            .. words,
            .. (plan?.Ordinals ?? []).SelectMany(one => new[] { "--ordinal", one.ToString() }),
            .. (plan?.Dates ?? []).SelectMany(one => new[] { "--date", one.ToString() }),
            .. plan?.Dates.Select(one => one.Order).OfType<DateOrder>().Distinct().ToArray() is [var order]
                ? ["--date-order", order.Name]
                : Array.Empty<string>(),
            .. CategoryWeightOf(map, plan),
            .. text.Flags(parsed, plan),
            .. parsed.GetValue(decimalComma) || plan?.DecimalComma == true ? [decimalComma.Name] : Array.Empty<string>(),
        ];
    }

    /// <summary>How columns of categories count, where it is not as usual.</summary>
    private static string[] CategoryWeightOf(SomMap map, TablePlan? plan)
    {
        if (plan?.Categories is not { Count: > 0 } categories)
            return [];
        var taken = categories.All(name => map.Options.FeatureWeights?.Values.ContainsKey(name) == true)
            ? CategoryWeight.One
            : CategoryWeight.Each;
        return taken == CategoryWeight.Usual(map.Options) ? [] : ["--category-weight", taken.Name];
    }

    /// <summary>A choice that is not the usual one, or null.</summary>
    private static T? Other<T>(T? choice, T usual)
        where T : class => choice == usual ? null : choice;
}
