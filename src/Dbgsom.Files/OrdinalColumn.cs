namespace Dbgsom.Files;

/// <summary>A column of ordered categories: it becomes one feature, the place of the category in the order, from 0. Immutable.</summary>
/// <example>
/// <code>
/// var options = new DataFileOptions { Ordinal = [new OrdinalColumn("cut", ["Fair", "Good", "Very Good", "Premium", "Ideal"])] };
/// </code>
/// </example>
public sealed class OrdinalColumn
{
    private const string Form =
        "valid is a column with at least two categories from the least to the greatest, as in size=small,medium,large";

    /// <summary>An ordered column.</summary>
    /// <param name="column">The name of the column, or its index from 0.</param>
    /// <param name="levels">All its categories from the least to the greatest, as they stand in the file; at least two, all different.</param>
    /// <exception cref="ArgumentException">The column or a category is empty, a category comes twice, or there are fewer than two.</exception>
    public OrdinalColumn(string column, IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(levels);
        if (column.Length == 0)
            throw new ArgumentException($"the column is empty; {Form}", nameof(column));
        if (levels.Count < 2)
            throw new ArgumentException(
                $"'{column}' has {(levels.Count == 0 ? "no category" : "one category only")}; {Form}",
                nameof(levels)
            );
        if (levels.Any(string.IsNullOrEmpty))
            throw new ArgumentException($"a category of '{column}' is empty; {Form}", nameof(levels));
        if (
            levels.GroupBy(level => level, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is
            { Key: var twice }
        )
            throw new ArgumentException($"'{column}' has the category '{twice}' twice; {Form}", nameof(levels));
        (Column, Levels) = (column, Array.AsReadOnly(levels.ToArray()));
    }

    /// <summary>The name of the column, or its index.</summary>
    public string Column { get; }

    /// <summary>The categories in order: the first one becomes 0, the next one 1, and so on.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>
    /// Reads <c>cut=Fair,Good,"Very Good"</c>. A category with a comma stands in quotes, and so does a column with an equals sign: the first outside of
    /// quotes ends its name.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text has another form, or the categories are not valid.</exception>
    public static OrdinalColumn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ColumnList.Parse(text) is ({ } column, var levels)
            ? new OrdinalColumn(column, levels)
            : throw new ArgumentException($"'{text}' names no column; {Form}", nameof(text));
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => ColumnList.Join(Column, Levels);

    /// <summary>The category that is nearest to a number, such as a weight of a neuron in the units of the data; of two as near the lesser.</summary>
    /// <param name="place">A place in the order, from 0; what lies beyond is the first or last category, and so is not-a-number the first.</param>
    public string Nearest(double place) => Levels[place > 0 ? (int)Math.Min(Math.Ceiling(place - 0.5), Levels.Count - 1) : 0];

    /// <summary>The order in words.</summary>
    internal string Order =>
        string.Join(" < ", Levels.Take(ColumnPlan.MostNamed))
        + (Levels.Count > ColumnPlan.MostNamed ? $" < {Levels.Count - ColumnPlan.MostNamed} more" : "");
}
