namespace Dbgsom.Files;

/// <summary>A table column: its content and its use.</summary>
public sealed record PlannedColumn
{
    /// <summary>The name of the column, or its index if the file has no names.</summary>
    public required string Name { get; init; }

    /// <summary>The content of the column.</summary>
    public required ColumnRole Role { get; init; }

    /// <summary>The use of the column.</summary>
    public required ColumnUse Use { get; init; }

    /// <summary>The reason for the use, in one short sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The number of cells without a value.</summary>
    public long MissingCount { get; init; }

    /// <summary>The number of distinct values; a lower bound if <see cref="HasMoreDistinct"/> is true.</summary>
    public int DistinctCount { get; init; }

    /// <summary>True if the column has more than <see cref="DistinctCount"/> distinct values.</summary>
    public bool HasMoreDistinct { get; init; }

    /// <summary>The smallest number; null if the column contains no numbers.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest number; null if the column contains no numbers.</summary>
    public double? Maximum { get; init; }

    /// <summary>The skewness of the numbers, m₃ / m₂^1.5; null if it is undefined.</summary>
    public double? Skewness { get; init; }

    /// <summary>The distinct texts in ordinal order; empty for numbers, and for more than 20 texts.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The categories of a column used as <see cref="ColumnUse.Ordinal"/>, in ascending order; empty for other uses.</summary>
    public IReadOnlyList<string> Levels { get; init; } = [];

    /// <summary>The date parts that become features, for a column used as <see cref="ColumnUse.Date"/>; null for other uses.</summary>
    public DateColumn? Dates { get; init; }

    /// <summary>The ordered categories of the column; null unless it is used as <see cref="ColumnUse.Ordinal"/>.</summary>
    internal OrdinalColumn? Ordinal => Use == ColumnUse.Ordinal ? new OrdinalColumn(Name, Levels) : null;

    /// <summary>The column as ordered categories.</summary>
    /// <exception cref="ArgumentException">The cells that were seen hold none of them.</exception>
    internal PlannedColumn With(OrdinalColumn ordinal) =>
        Look is { Texts: { Count: > 0 } texts } && !texts.Intersect(ordinal.Levels, StringComparer.Ordinal).Any()
            ? throw new ArgumentException(
                $"column '{Name}' contains none of {ordinal.Order}; its values are {ColumnPlan.Quote([.. texts])}",
                nameof(ordinal)
            )
            : this with
            {
                Use = ColumnUse.Ordinal,
                Reason = $"the position in {ordinal.Order}, from 0",
                Levels = ordinal.Levels,
                IsByRule = false,
            };

    /// <summary>The column as parts of dates.</summary>
    /// <exception cref="ArgumentException">It holds numbers that are not dates as in 20240131, or only times where a part needs the day.</exception>
    internal PlannedColumn With(DateColumn dates)
    {
        if (Look is { } look)
        {
            if (look.Type is { IsRead: false, ReadsDates: false } unread)
                throw new ArgumentException(
                    $"column '{Name}' is of type {unread.Name}, which is not read as dates",
                    nameof(dates)
                );
            if (look is { OtherCount: 0, Count: > 0, FirstNoDay: { } cell })
                throw new ArgumentException(
                    $"column '{Name}' contains numbers, not dates ({look.Unit} {cell.Place.ToString(System.Globalization.CultureInfo.InvariantCulture)} is '{cell.Text}'); a number is a feature, or a date if all numbers of the column are like 20240131",
                    nameof(dates)
                );
            if (dates.NeedsDay && HoldsTimes)
                throw new ArgumentException(
                    $"column '{Name}' holds times without days, of which {DatePart.Hour} is the only part",
                    nameof(dates)
                );
        }
        var order = dates.Order ?? Dates?.Order ?? FoundOrder;
        bool isGuess = dates.Order is null && Look is { HaveOrder: true, AreDates: true, Orders: (true, true) };
        return this with
        {
            Use = ColumnUse.Date,
            Reason =
                string.Join(", ", dates.Parts)
                + (
                    isGuess
                        ? $"; dates such as '{Look!.FirstOther?.Text}' are read month first, and --date-order day-first reads them day first"
                    : order is null ? ""
                    : $"; dates are read {order.Name}"
                ),
            Dates = new DateColumn(Name, dates.Parts, order),
            IsByRule = false,
        };
    }

    /// <summary>The column as those parts of dates that it has, if it is one of dates; else as it is.</summary>
    internal PlannedColumn WithAny(DateColumn dates)
    {
        if (Role != ColumnRole.Date || Look is { Type: { IsRead: false, ReadsDates: false } })
            return this;
        var parts = HoldsTimes ? dates.Parts.Where(part => part == DatePart.Hour) : dates.Parts;
        return parts.Any()
            ? With(new DateColumn(null, [.. parts], dates.Order))
            : this with
            {
                Reason = $"times without days, of which {DatePart.Hour} is the only part",
            };
    }

    /// <summary>True if all its cells are times without a day.</summary>
    internal bool HoldsTimes =>
        Look is { Type.IsTime: true } or { Type: null or { IsRead: true }, AreDates: true, AreTimes: true, OtherCount: > 0 };

    /// <summary>
    /// The order of day and month if only one fits all dates; null if the dates are unambiguous, or if both fit: a guess is not stored.
    /// </summary>
    private DateOrder? FoundOrder =>
        Look is not { HaveOrder: true, AreDates: true } look ? null
        : look.Orders.Month == look.Orders.Day ? null
        : look.Orders.Day ? DateOrder.DayFirst
        : DateOrder.MonthFirst;

    /// <summary>True if a rule made the decision, not the user.</summary>
    internal bool IsByRule { get; init; } = true;

    /// <summary>The cells that were seen; null in a plan from a file.</summary>
    internal ColumnLook? Look { get; init; }
}
