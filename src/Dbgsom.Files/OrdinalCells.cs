namespace Dbgsom.Files;

/// <summary>Makes the place in the order of each category.</summary>
/// <param name="column">The column as messages name it.</param>
/// <param name="ordinal">The ordered categories.</param>
internal sealed class OrdinalCells(string column, OrdinalColumn ordinal) : CellEncoder(column)
{
    private readonly Dictionary<string, double> places = ordinal
        .Levels.Select((level, place) => (level, place))
        .ToDictionary(pair => pair.level, pair => (double)pair.place, StringComparer.Ordinal);

    public override string Unknown => $"not among {ordinal.Order}";

    public override string Valid =>
        "valid is a list of its categories in ascending order, as written in the file (--ordinal COLUMN=a,b,…), or another use (--as COLUMN=category)";

    protected override double Find(string text) => places.TryGetValue(text, out double place) ? place : double.NaN;
}
