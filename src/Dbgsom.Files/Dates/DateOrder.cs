using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>
/// The order of day and month in texts such as 5/1/2024 and 5-1-2024. Dates with points, as in 5.1.2024, always have the day first.
/// </summary>
[JsonConverter(typeof(NamedJsonConverter<DateOrder>))]
[TypeConverter(typeof(NamedTypeConverter<DateOrder>))]
public sealed class DateOrder : INamed<DateOrder>
{
    private DateOrder(string name) => Name = name;

    /// <summary>The month comes first, as in the United States: 5/1/2024 is 1 May.</summary>
    public static DateOrder MonthFirst { get; } = new("month-first");

    /// <summary>The day comes first: 5/1/2024 is 5 January.</summary>
    public static DateOrder DayFirst { get; } = new("day-first");

    /// <inheritdoc/>
    public static IReadOnlyList<DateOrder> All { get; } = [MonthFirst, DayFirst];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
