using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Dbgsom.Data;

namespace Dbgsom.Files;

/// <summary>Collects the rows of one CSV file; a cell that is no finite number is refused by line and column.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int LongestShown = 40;

    private readonly string file;
    private readonly IReadOnlyList<string>? names;
    private readonly int width;
    private readonly DataFileOptions options;
    private readonly ColumnPlan plan;
    private readonly double[] row;
    private readonly RowSink rows;
    private readonly List<double> weights = [];
    private readonly List<string> labels = [];
    private readonly List<string> ids = [];
    private readonly TextPool pool = new();

    public CsvRows(string file, IReadOnlyList<string>? names, int width, DataFileOptions options)
    {
        (this.file, this.names, this.width, this.options) = (file, names, width, options);
        plan = ColumnPlan.For(options, file, names, width);
        row = new double[plan.Features.Length];
        rows = new RowSink(file, row.Length, options.Precision.IsSingle, options.MapAbove, options.ScratchDirectory);
    }

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
        for (int c = 0; c < row.Length; c++)
            row[c] = Number(line, plan.Features[c], cell(plan.Features[c]));
        rows.Add(row);
        if (plan.Weight is { } weight)
            weights.Add(Weight(line, weight, cell(weight)));
        if (plan.Label is { } label)
            labels.Add(pool.Get(Content(line, label, cell(label))));
        if (plan.Id is { } id)
            ids.Add(Content(line, id, cell(id)));
    }

    /// <summary>All rows taken.</summary>
    public DataPart ToPart()
    {
        try
        {
            var data = DataMatrix
                .Over(rows.ToStorage())
                .WithFeatureNames(names is null ? null : plan.Features.Select(column => names[column]));
            if (plan.Weight is not null)
                data = data.WithSampleWeights(CollectionsMarshal.AsSpan(weights));
            string[] ignored = plan.Ignored.Count == 0 ? [] : [$"the map does not use {ColumnPlan.Quote(plan.Ignored)}"];
            string[] notes = [.. DataPart.WhereMapped(file, data), .. ignored];
            return new DataPart(file, names, data, plan.Label is null ? null : labels, plan.Id is null ? null : ids, notes);
        }
        catch (ArgumentException e)
        {
            throw DataPart.Bad(file, Text.WithoutParameter(e));
        }
    }

    /// <summary>Lets go of what was not made a part.</summary>
    public void Dispose() => rows.Dispose();

    private double Number(long line, int column, ReadOnlySpan<byte> cell)
    {
        if (TryNumber(cell, out double value))
            return value;
        string text = Content(line, column, cell);
        // In the first row it is the whole column that is text, not a slip in one cell.
        string advice =
            TryNumber(Encoding.UTF8.GetBytes(text.Replace(',', '.')), out _) ? "; write decimals with a point"
            : text.Length == 0 ? "; fill the cell or take the row out"
            : rows.RowCount == 0 ? "; a column of text can be the label-column or be left out of columns"
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
