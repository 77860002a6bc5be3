using System.Globalization;
using System.Text.RegularExpressions;
using Dbgsom.Naming;
using Dbgsom.Options;

namespace Dbgsom.Tests.Contracts;

/// <summary>
/// Values of an option, read from what it says is valid: the ends of its range, values just beyond them, and one within. A new option is
/// covered as soon as it is in the list; one whose range is worded in a new way fails here, by name, until the wording is known.
/// </summary>
internal sealed partial record OptionValues(string[] Ends, string[] Beyond, string[] Within)
{
    private static readonly string[] NoNumbers = ["", "many", "NaN", "Infinity", "-Infinity", "1,5", "0x10"];

    public static OptionValues Of(SomOption option)
    {
        string valid = option.Valid;
        if (valid == "true or false")
            return new(["true", "false"], ["", "yes", "1", "tru"], ["true", "false"]);
        if (Match(OneOf(), valid) is { } choice)
        {
            string[] names = choice[1].Value.Split(", ");
            return new(names, ["", "no such name", .. names.Select(name => name + "x")], names);
        }
        if (Match(WholeBetween(), valid) is { } whole)
            return Whole(long.Parse(whole[1].Value, Culture), long.Parse(whole[2].Value, Culture));
        if (Match(WholeFrom(), valid) is { } from)
            return Whole(long.Parse(from[1].Value, Culture), int.MaxValue);
        if (Match(Between(), valid) is { } open)
            return Reals(Number(open[1]), false, Number(open[2]), false);
        if (Match(FromTo(), valid) is { } closed)
            return Reals(Number(closed[1]), true, Number(closed[2]), true);
        if (Match(AtLeast(), valid) is { } least)
            return Reals(Number(least[1]), true, double.PositiveInfinity, false);
        if (Match(AboveAtMost(), valid) is { } both)
            return Reals(Number(both[1]), false, Number(both[2]), true);
        // A bound that is another option is for the combination to refuse.
        if (Match(Above(), valid) is { } above)
            return Reals(Number(above[1]), false, double.PositiveInfinity, false);
        if (valid.StartsWith("columns x rows", StringComparison.Ordinal))
            return new(
                ["2x2", "1000x1000", "auto"],
                ["", "3", "3x", "0x9", "1x3", "1000x1001", "5x-4", "5.0x4"],
                ["5x4", "auto"]
            );
        if (valid.StartsWith("a list such as population=log", StringComparison.Ordinal))
            return new(["0=log", "0=log, 2=log", "0=rank, 2=log"], ["0=square", "0=1", "0", "=log", "0=log, 0=log"], ["0=log"]);
        if (valid.StartsWith("a list such as age=2", StringComparison.Ordinal))
            return new(["0=0", "0=1000, 1=0.25"], ["0=-1", "0=NaN", "0", "=1", "0=1, 0=2"], ["0=3"]);
        throw new InvalidOperationException($"the range of {option.Name} is worded in a new way: {valid}");
    }

    private static OptionValues Whole(long least, long most) =>
        new([Text(least), Text(most)], [Text(least - 1), Text(most + 1), "1.5", "1e1", .. NoNumbers], [Text(least + 1)]);

    private static OptionValues Reals(double least, bool leastIncluded, double most, bool mostIncluded)
    {
        string[] ends =
        [
            Text(leastIncluded ? least : Math.BitIncrement(least)),
            Text(mostIncluded ? most : Math.BitDecrement(most)),
        ];
        string[] beyond =
        [
            Text(leastIncluded ? Math.BitDecrement(least) : least),
            Text(mostIncluded ? Math.BitIncrement(most) : most),
            .. NoNumbers,
        ];
        double within = double.IsFinite(most) ? least + (0.3 * (most - least)) : least + 0.6;
        return new(ends, beyond, [Text(within)]);
    }

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static string Text(double value) => value.ToString("R", Culture);

    private static string Text(long value) => value.ToString(Culture);

    private static double Number(Group group) => double.Parse(group.Value, Culture);

    private static GroupCollection? Match(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? match.Groups : null;

    [GeneratedRegex("^one of (.+)$")]
    private static partial Regex OneOf();

    [GeneratedRegex(@"^a whole number from (\d+) to (\d+)$")]
    private static partial Regex WholeBetween();

    [GeneratedRegex(@"^a whole number of at least (\d+)$")]
    private static partial Regex WholeFrom();

    [GeneratedRegex(@"^a number between (\d+) and (\d+), both excluded$")]
    private static partial Regex Between();

    [GeneratedRegex(@"^a number from (\d+) to (\d+)$")]
    private static partial Regex FromTo();

    [GeneratedRegex(@"^a number of at least (\d+)$")]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^a number greater than (\d+) and at most (\d+)$")]
    private static partial Regex AboveAtMost();

    [GeneratedRegex(@"^a number greater than (\d+)( and at most the sigma at the end)?$")]
    private static partial Regex Above();
}
