using System.Globalization;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Labels as read from a file: one text per sample, with their detected type.</summary>
/// <param name="texts">The labels; an empty text is a missing label.</param>
/// <param name="areText">True if the labels are text even if they look like numbers.</param>
public sealed class LabelColumn(IReadOnlyList<string> texts, bool areText = false)
{
    /// <summary>The labels as text; an empty text is a missing label.</summary>
    public IReadOnlyList<string> Texts { get; } = Whole(texts, areText);

    /// <summary>The number of missing labels.</summary>
    public int MissingCount { get; } = texts.Count(text => text.Length == 0);

    /// <summary>Notes about how the labels were read; empty if nothing is worth reporting.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The common type of all labels: integers without leading zeros or plus sign, true and false in any case, or text.</summary>
    public ClassKind Kind { get; } = areText ? ClassKind.Text : Find([.. Whole(texts, areText).Where(IsGiven)]);

    private IEnumerable<string> Given => Texts.Where(IsGiven);

    /// <summary>Converts the labels to classes, in ascending order.</summary>
    /// <exception cref="ArgumentException">
    /// The labels have more than <see cref="ClassList.MaxClasses"/> classes, or all are missing.
    /// </exception>
    /// <exception cref="InvalidDataException">The labels are fractional numbers.</exception>
    public ClassLabels ToClassLabels() =>
        Kind switch
        {
            ClassKind.Text when !areText && HasFractions() => throw new InvalidDataException(
                $"the labels are fractional numbers, such as {Given.First(HasFraction)}; valid is whole numbers, true and false, or text"
            ),
            ClassKind.Number => Of(text => int.Parse(text, CultureInfo.InvariantCulture)),
            ClassKind.LongNumber => Of(text => long.Parse(text, CultureInfo.InvariantCulture)),
            ClassKind.Boolean => Of(bool.Parse),
            _ => Of(text => text),
        };

    /// <summary>The labels as the values of a type, with their classes.</summary>
    private ClassLabels Of<TLabel>(Func<string, TLabel> parse)
        where TLabel : notnull
    {
        var values = Given.Distinct(StringComparer.Ordinal).ToDictionary(text => text, parse, StringComparer.Ordinal);
        if (values.Count == 0 && Texts.Count > 0)
            throw new ArgumentException("no row has a label");
        var classes = ClassLabels.From([.. values.Values.Distinct()]).Classes;
        return ClassLabels.FromNames(
            [.. Texts.Select(text => IsGiven(text) ? ClassLabels.Text(values[text]) : text)],
            classes,
            text => text.Length == 0
        );
    }

    private static bool IsGiven(string text) => text.Length > 0;

    /// <summary>Returns the labels as names of classes of the given type, see <see cref="ClassList.Names"/>.</summary>
    public IReadOnlyList<string> NamesFor(ClassKind kind) =>
        kind == ClassKind.Boolean
            ? [.. Texts.Select(text => bool.TryParse(text, out bool flag) ? (flag ? "true" : "false") : text)]
            : Texts;

    /// <summary>Returns the labels with null for missing ones, as the measures of a map expect them.</summary>
    /// <param name="names">The labels as text.</param>
    public static IReadOnlyList<string?> ForMeasures(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return [.. names.Select(name => IsGiven(name) ? name : null)];
    }

    private bool HasFractions() =>
        Given.All(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        && Given.Any(HasFraction);

    private static bool HasFraction(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value != Math.Floor(value);

    /// <summary>Whole numbers that are written with a decimal point, as in 1.0, are whole numbers; 1e3 may be a name.</summary>
    private static IReadOnlyList<string> Whole(IReadOnlyList<string> texts, bool areText)
    {
        static long? Value(string text) =>
            text.Contains('.', StringComparison.Ordinal)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value == Math.Floor(value)
            && Math.Abs(value) <= 1L << 53
                ? (long)value
                : null;
        return areText || !texts.Any(IsGiven) || !texts.All(text => !IsGiven(text) || Value(text) is not null)
            ? texts
            : [.. texts.Select(text => IsGiven(text) ? Value(text)!.Value.ToString(CultureInfo.InvariantCulture) : text)];
    }

    private static ClassKind Find(IReadOnlyList<string> texts) =>
        texts.All(text => IsNumber(text, out long value) && value is >= int.MinValue and <= int.MaxValue) ? ClassKind.Number
        : texts.All(text => IsNumber(text, out _)) ? ClassKind.LongNumber
        : texts.All(text => bool.TryParse(text, out _)) ? ClassKind.Boolean
        : ClassKind.Text;

    private static bool IsNumber(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
        && value.ToString(CultureInfo.InvariantCulture) == text;
}
