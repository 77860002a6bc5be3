using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>What comes first in texts such as 5/1/2024 and 5-1-2024. Dates with points, as in 5.1.2024, have the day first.</summary>
[JsonConverter(typeof(NamedJsonConverter<DateOrder>))]
[TypeConverter(typeof(NamedTypeConverter<DateOrder>))]
public sealed class DateOrder : INamed<DateOrder>
{
    private DateOrder(string name) => Name = name;

    /// <summary>The month, as in the United States: 5/1/2024 is the first of May.</summary>
    public static DateOrder MonthFirst { get; } = new("month-first");

    /// <summary>The day: 5/1/2024 is the fifth of January.</summary>
    public static DateOrder DayFirst { get; } = new("day-first");

    /// <inheritdoc/>
    public static IReadOnlyList<DateOrder> All { get; } = [MonthFirst, DayFirst];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
