using System.Globalization;
using System.Runtime.InteropServices;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Collects the rows of one file: its features, and what is kept apart from them.</summary>
internal sealed class PartRows : IDisposable
{
    private readonly DataFileOptions options;
    private readonly string file;
    private readonly IReadOnlyList<string>? names;
    private readonly RowSink rows;
    private readonly CategoryCodes?[] categories;
    private readonly CellEncoder?[] encoders;
    private readonly bool dropsGaps;
    private readonly bool[] needsTime;
    private readonly long[] hourless;
    private readonly List<double> weights = [];
    private readonly List<string> labels = [];
    private readonly List<string> ids = [];
    private readonly TextPool pool = new();
    private readonly RowPlaces places = new();
    private readonly Dictionary<(int Row, string Column), string> unknownTexts = [];

    /// <param name="file">The file as messages name it.</param>
    /// <param name="names">The names of all its columns, or null.</param>
    /// <param name="plan">Which column is what.</param>
    /// <param name="options">The options for reading.</param>
    /// <param name="single">True if samples are held in single precision.</param>
    public PartRows(string file, IReadOnlyList<string>? names, ColumnPlan plan, DataFileOptions options, bool single)
    {
        (this.file, this.names, Plan) = (file, names, plan);
        this.options = options;
        dropsGaps = options.Missing == MissingCells.Drop;
        categories =
        [
            .. plan.Features.Select(column =>
                plan.IsCategory(column) ? new CategoryCodes(file, Describe(column), CategoryCodes.Most(options)) : null
            ),
        ];
        needsTime = [.. plan.Features.Select(column => plan.Dates.TryGetValue(column, out var dates) && dates.NeedsTime)];
        hourless = new long[needsTime.Length];
        encoders =
        [
            .. plan.Features.Select(column =>
                plan.EncoderOf(
                    column,
                    Describe(column),
                    options.WantedFeatures is not null && options.KeepsUnknownTexts,
                    options.WantedFeatures is not null && options.DateOrder is null
                )
            ),
        ];
        // In single precision a day since 1970 has no minutes.
        rows = new RowSink(
            file,
            plan.Features.Length,
            single && plan.Dates.Count == 0,
            options.MemoryMapThresholdBytes,
            options.ScratchDirectory
        );
    }

    public ColumnPlan Plan { get; }

    /// <summary>Feature columns that the file lacks; their values are missing.</summary>
    public IReadOnlyList<string> Absent { get; init; } = [];

    /// <summary>Number of rows taken.</summary>
    public int RowCount => rows.RowCount;

    /// <summary>Number of rows left out because of a missing cell.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Name of a column, or its index.</summary>
    public string NameOf(int column) => names?[column] ?? ColumnPlan.Index(column);

    /// <summary>"3" or "3 ('petal_length')".</summary>
    public string Describe(int column) => ColumnPlan.Describe(column, names);

    /// <summary>Takes the features of a row; those of categories are codes, missing ones not-a-number. Returns false where the row is left out.</summary>
    /// <param name="features">The values.</param>
    /// <param name="unit">The word for one row of the file: "line" or "row".</param>
    /// <param name="number">The number of the row.</param>
    /// <exception cref="InvalidDataException">No feature has a value.</exception>
    public bool Add(ReadOnlySpan<double> features, string unit, long number)
    {
        int missing = 0;
        for (int c = 0; c < encoders.Length; c++)
            if (encoders[c]?.TakeUnknown(number) is { } text && !dropsGaps)
                unknownTexts[(rows.RowCount, NameOf(Plan.Features[c]))] = pool.Get(text);
        bool lacksTime = false;
        for (int c = 0; c < features.Length; c++)
        {
            missing += double.IsNaN(features[c]) ? 1 : 0;
            lacksTime |= needsTime[c] && !DateNumber.HasTime(features[c]);
        }
        if (lacksTime && options.Missing == MissingCells.Refuse)
            throw DataPart.Bad(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unit} {number}: a date has no time, which makes its hour a missing value: {CsvAdvice.Gap}"
                )
            );
        if (dropsGaps && (missing > 0 || lacksTime))
        {
            DroppedCount++;
            return false;
        }
        if (missing == features.Length)
            throw DataPart.Bad(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unit} {number}: no feature has a value; remove the row, or skip all rows with missing cells (--missing drop)"
                )
            );
        for (int c = 0; c < categories.Length; c++)
        {
            categories[c]?.Use(features[c]);
            if (needsTime[c] && !DateNumber.HasTime(features[c]))
                hourless[c]++;
        }
        places.Add(rows.RowCount, unit, number);
        rows.Add(features);
        return true;
    }

    /// <summary>Takes the label of a row.</summary>
    public void AddLabel(string label) => labels.Add(pool.Get(label));

    /// <summary>Takes the name of a row.</summary>
    public void AddId(string id) => ids.Add(id);

    /// <summary>Takes the weight of a row, finite and at least 0.</summary>
    public void AddWeight(double weight) => weights.Add(weight);

    /// <summary>True if a feature holds categories.</summary>
    public bool IsCategory(int feature) => categories[feature] is not null;

    /// <summary>The code of a category.</summary>
    public double Code(int feature, string category) => categories[feature]!.Add(category);

    /// <summary>Returns the encoder of the texts of a feature; null for numbers, categories or words for yes and no.</summary>
    public CellEncoder? Encoder(int feature) => encoders[feature];

    /// <summary>All rows taken.</summary>
    public DataPart ToPart()
    {
        if (RowCount == 0 && DroppedCount > 0)
            throw DataPart.Bad(
                file,
                $"{(DroppedCount == 1 ? "its only row" : $"each of its {DroppedCount} rows")} has a missing cell, so no row remains; leave out columns with many missing cells (--drop), or use --missing refuse to find the first"
            );
        try
        {
            var data = DataMatrix
                .Over(rows.ToStorage())
                .WithFeatureNames(names is null ? null : Plan.Features.Select(column => names[column]));
            if (Plan.Weight is not null)
                data = data.WithSampleWeights(CollectionsMarshal.AsSpan(weights));
            string[] dropped = DroppedCount == 0 ? [] : [DataPart.Dropped(file, DroppedCount, RowCount)];
            string[] ignored = Plan.Ignored.Count == 0 ? [] : [$"the map does not use {ColumnPlan.Quote(Plan.Ignored)}"];
            string[] absent = AbsentColumns.Notes(file, options, Absent);
            var hours = hourless
                .Index()
                .Where(one => one.Item > 0)
                .Select(one =>
                    $"{file}: column {Describe(Plan.Features[one.Index])}: {Text.Counted(one.Item, "date")} without a time of day {(one.Item == 1 ? "has" : "have")} no hour, which is missing"
                );
            string[] notes = [.. DataPart.WhereMapped(file, data), .. dropped, .. ignored, .. absent, .. Encoded(), .. hours];
            // The names of the file itself go with it to others.
            var header = Absent.Count == 0 ? names : [.. names!.Take(names!.Count - Absent.Count)];
            return new DataPart(file, header, data, Plan.Label is null ? null : labels, Plan.Id is null ? null : ids, notes)
            {
                Categories = categories,
                Absent = Absent,
                Places = places,
                UnknownTexts = unknownTexts,
                Encoders = encoders,
                LacksHours = hourless.Any(count => count > 0),
                Dates = [.. Plan.Features.Select(Plan.Dates.GetValueOrDefault)],
            };
        }
        catch (ArgumentException e)
        {
            throw DataPart.Bad(file, Text.WithoutParameter(e));
        }
    }

    private IEnumerable<string> Encoded() => encoders.SelectMany(one => one?.Notes ?? []).Select(note => $"{file}: {note}");

    /// <summary>Discards rows that were not made into a part.</summary>
    public void Dispose() => rows.Dispose();
}
