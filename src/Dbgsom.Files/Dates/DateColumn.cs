using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>A column of dates or times, with the parts that become features. Immutable.</summary>
/// <example>
/// <code>
/// var options = new DataFileOptions { Dates = [new DateColumn("joined", [DatePart.Month, DatePart.Linear])] };
/// </code>
/// </example>
public sealed class DateColumn
{
    /// <summary>Creates a column of dates.</summary>
    /// <param name="column">The name of the column, or its index from 0; null for every date column that a plan finds.</param>
    /// <param name="parts">The parts that become features, in this order; at least one, all different.</param>
    /// <param name="order">
    /// The order of day and month in texts such as 5/1/2024; null to detect it from all cells, with the month first as the default.
    /// </param>
    /// <exception cref="ArgumentException">No part is given, a part is repeated, or the column is empty.</exception>
    public DateColumn(string? column, IReadOnlyList<DatePart> parts, DateOrder? order = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (column?.Length == 0)
            throw new ArgumentException(
                "the column is empty; valid is a column of dates, as in joined=month,linear",
                nameof(column)
            );
        if (parts.Count == 0)
            throw new ArgumentException($"no part of dates is given; valid is {string.Join(", ", DatePart.All)}", nameof(parts));
        if (parts.GroupBy(part => part).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            throw new ArgumentException($"the part {twice} of dates is repeated", nameof(parts));
        (Column, Parts, Order) = (column, Array.AsReadOnly(parts.ToArray()), order);
    }

    /// <summary>The name of the column, or its index; null for every date column that a plan finds.</summary>
    public string? Column { get; }

    /// <summary>The parts that become features, in order.</summary>
    public IReadOnlyList<DatePart> Parts { get; }

    /// <summary>The order of day and month in texts such as 5/1/2024; null if unknown.</summary>
    public DateOrder? Order { get; }

    /// <summary>Parses <c>joined=month,weekday</c>, or <c>month,weekday</c> for every date column.</summary>
    /// <param name="text">The text. A column name with an equals sign or a comma must be quoted.</param>
    /// <exception cref="ArgumentException">The text is malformed or names an unknown part.</exception>
    public static DateColumn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (column, parts) = ColumnList.Parse(text);
        return new DateColumn(column, [.. parts.Select(PartOf)]);
    }

    /// <summary>Returns the text that <see cref="Parse"/> reads, without the <see cref="Order"/>.</summary>
    public override string ToString() => ColumnList.Join(Column, Parts.Select(part => part.Name));

    /// <summary>True if a time without a day is not enough.</summary>
    internal bool NeedsDay => Parts.Any(part => part != DatePart.Hour);

    /// <summary>True if it matters that a date has no time of day.</summary>
    internal bool NeedsTime => Parts.Contains(DatePart.Hour);

    internal DateColumn With(string column) => new(column, Parts, Order);

    internal static DatePart PartOf(string text) =>
        DatePart.All.FirstOrDefault(part => string.Equals(part.Name, text, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"'{text}' is not a part of dates; valid is {string.Join(", ", DatePart.All)}",
            nameof(text)
        );
}
