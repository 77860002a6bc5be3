using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Dbgsom.Files;

/// <summary>Collects the rows of one CSV file; a cell that is no finite number is refused by line and column.</summary>
internal sealed class CsvRows(string file, IReadOnlyList<string>? names, int width, DataFileOptions options)
{
    private const int LongestShown = 40;

    private readonly ColumnPlan plan = ColumnPlan.For(options, file, names, width);
    private readonly List<double> values = [];
    private readonly List<double> weights = [];
    private readonly List<string> labels = [];
    private readonly List<string> ids = [];

    /// <summary>A cell of the current row, as UTF-8.</summary>
    public delegate ReadOnlySpan<byte> Cell(int column);

    /// <summary>Reads a number; not-a-number and infinity are none.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>Takes a row.</summary>
    public void Add(long line, int cells, Cell cell)
    {
        if (cells != width)
            throw DataPart.Bad(file, $"line {line} has {cells} cells where the first line has {width}");
        foreach (int column in plan.Features)
            values.Add(Number(line, column, cell(column)));
        if (plan.Weight is { } weight)
            weights.Add(Weight(line, weight, cell(weight)));
        if (plan.Label is { } label)
            labels.Add(Content(line, label, cell(label)));
        if (plan.Id is { } id)
            ids.Add(Content(line, id, cell(id)));
    }

    /// <summary>All rows taken.</summary>
    public DataPart ToPart()
    {
        try
        {
            var data = DataMatrix
                .From(CollectionsMarshal.AsSpan(values), plan.Features.Length)
                .WithFeatureNames(names is null ? null : plan.Features.Select(column => names[column]));
            data = options.Precision.Convert(data);
            if (plan.Weight is not null)
                data = data.WithSampleWeights(CollectionsMarshal.AsSpan(weights));
            string[] notes = plan.Ignored.Count == 0 ? [] : [$"the map does not use {ColumnPlan.Quote(plan.Ignored)}"];
            return new DataPart(file, names, data, plan.Label is null ? null : labels, plan.Id is null ? null : ids, notes);
        }
        catch (ArgumentException e)
        {
            throw DataPart.Bad(file, Text.WithoutParameter(e));
        }
    }

    private double Number(long line, int column, ReadOnlySpan<byte> cell)
    {
        if (TryNumber(cell, out double value))
            return value;
        string text = Content(line, column, cell);
        // In the first row it is the whole column that is text, not a slip in one cell.
        string advice =
            TryNumber(Encoding.UTF8.GetBytes(text.Replace(',', '.')), out _) ? "; write decimals with a point"
            : text.Length == 0 ? "; fill the cell or take the row out"
            : values.Count < plan.Features.Length ? "; a column of text can be the label-column or be left out of columns"
            : "";
        throw Refused(line, column, $"'{text}' is no finite number{advice}");
    }

    private double Weight(long line, int column, ReadOnlySpan<byte> cell) =>
        TryNumber(cell, out double weight) && weight >= 0
            ? weight
            : throw Refused(line, column, $"'{Content(line, column, cell)}' is no weight; weights are numbers of at least 0");

    private string Content(long line, int column, ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
            throw Refused(line, column, "the cell is empty");
        return Encoding.UTF8.GetString(cell);
    }

    private InvalidDataException Refused(long line, int column, string what) =>
        DataPart.Bad(file, $"line {line}, column {ColumnPlan.Describe(column, names)}: {what}");
}
