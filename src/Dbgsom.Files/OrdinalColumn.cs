namespace Dbgsom.Files;

/// <summary>A column of ordered categories. It becomes one feature: the position of the category in the order, from 0. Immutable.</summary>
/// <example>
/// <code>
/// var options = new DataFileOptions { Ordinal = [new OrdinalColumn("cut", ["Fair", "Good", "Very Good", "Premium", "Ideal"])] };
/// </code>
/// </example>
public sealed class OrdinalColumn
{
    private const string Form =
        "valid is a column with at least two categories in ascending order, as in size=small,medium,large";

    /// <summary>Creates an ordered column.</summary>
    /// <param name="column">The name of the column, or its index from 0.</param>
    /// <param name="levels">All categories in ascending order, as written in the file; at least two, all different.</param>
    /// <exception cref="ArgumentException">
    /// The column or a category is empty, a category is repeated, or fewer than two are given.
    /// </exception>
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

    /// <summary>The categories in order: the first becomes 0, the next 1, and so on.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>
    /// Parses <c>cut=Fair,Good,"Very Good"</c>. A category with a comma, or a column name with an equals sign, must be quoted: the
    /// first equals sign outside of quotes ends the name.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is malformed, or the categories are invalid.</exception>
    public static OrdinalColumn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ColumnList.Parse(text) is ({ } column, var levels)
            ? new OrdinalColumn(column, levels)
            : throw new ArgumentException($"'{text}' does not name a column; {Form}", nameof(text));
    }

    /// <summary>Returns the text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => ColumnList.Join(Column, Levels);

    /// <summary>
    /// Returns the category nearest to a number, such as a weight of a neuron in the units of the data; the lower one on ties.
    /// </summary>
    /// <param name="place">
    /// A position in the order, from 0. Values out of range become the first or last category; NaN becomes the first.
    /// </param>
    public string Nearest(double place) => Levels[place > 0 ? (int)Math.Min(Math.Ceiling(place - 0.5), Levels.Count - 1) : 0];

    /// <summary>The order in words.</summary>
    internal string Order =>
        string.Join(" < ", Levels.Take(ColumnPlan.MostNamed))
        + (Levels.Count > ColumnPlan.MostNamed ? $" < {Levels.Count - ColumnPlan.MostNamed} more" : "");
}
