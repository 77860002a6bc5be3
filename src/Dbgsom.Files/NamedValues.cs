using System.Globalization;
using System.Text.Json;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Makes a sample of a map from values by name, as a table of one row would: by the plan that the map was trained with.</summary>
public static class NamedValues
{
    /// <summary>
    /// The features of one row, in the order of the map: numbers as they are, categories as 1 in one feature and 0 in others, yes and no as 1 and 0. What is
    /// not given, or null, is a missing value, which is NaN.
    /// </summary>
    /// <example>
    /// <code>
    /// double[] sample = map.Encode(new Dictionary&lt;string, object?&gt; { ["age"] = 41, ["color"] = "red", ["member"] = true });
    /// int winner = map.Predict(sample);
    /// </code>
    /// </example>
    /// <param name="map">A map with names of features.</param>
    /// <param name="values">
    /// A value for each column of the table that is known: any kind of number, true or false, text as in a file, dates and times for a column of them, or null. Columns that were left out may be
    /// named and are ignored. A category that the map does not know is 0 in all features of its column.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The features of the map have no names; a name is that of no column; a value is of another type, or not what its column holds; or no feature has a value.
    /// </exception>
    public static double[] Encode(this SomMap map, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(values);
        if (map.FeatureNames is null)
            throw new ArgumentException("the features of the map have no names", nameof(map));
        var plan = TablePlan.FromMap(map);
        var options = new DataFileOptions { Missing = MissingCells.Use }.For(map);
        IReadOnlyList<string> features = plan?.FeatureColumns ?? options.WantedFeatures!;
        string[] known = [.. features.Union(plan?.Columns.Select(column => column.Name) ?? [])];
        if (values.Keys.Except(known).FirstOrDefault() is { } unknown)
            throw new ArgumentException(
                $"the map knows no column '{unknown}'; its columns are {ColumnPlan.Quote(known)}",
                nameof(values)
            );
        using var row = new MemoryStream();
        Write(row, features, values, [.. (plan?.Dates ?? []).Select(one => one.Column)]);
        row.Position = 0;
        try
        {
            // A table of one row by the rules of any other. Names of rows and how its text was written are not asked for here.
            var read = DataFiles.Load(row, "values.json", plan is null ? options : ByPlan(plan, options));
            var sample = new double[map.FeatureCount];
            FeatureMatch.Find(map, read.Data).Select(read.Data).CopyRow(0, sample);
            return sample;
        }
        catch (InvalidDataException e)
        {
            throw new ArgumentException(e.Message, nameof(values), e);
        }
    }

    private static DataFileOptions ByPlan(TablePlan plan, DataFileOptions options) =>
        plan.ApplyTo(options) with
        {
            IdColumn = null,
            Missing = MissingCells.Use,
        };

    private static void Write(
        Stream stream,
        IReadOnlyList<string> features,
        IReadOnlyDictionary<string, object?> values,
        IReadOnlyCollection<string?> dates
    )
    {
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        writer.WriteStartObject();
        foreach (string feature in features)
        {
            writer.WritePropertyName(feature);
            Write(writer, feature, values.GetValueOrDefault(feature), dates.Contains(feature));
        }
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static string DateText(object date) =>
        date switch
        {
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            _ => ((DateTime)date).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        };

    private static void Write(Utf8JsonWriter writer, string name, object? value, bool isDate)
    {
        switch (value)
        {
            case null:
            case double.NaN:
            case float.NaN:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly when isDate:
                writer.WriteStringValue(DateText(value));
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case float single when float.IsFinite(single):
                // As the same value in double, not as the shortest text of the single one.
                writer.WriteNumberValue((double)single);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case decimal exact:
                // 41.0 is written 41, as categories are.
                writer.WriteRawValue(exact.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong:
                writer.WriteNumberValue(((IConvertible)value).ToDecimal(CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the value of '{name}' is {value}, a {value.GetType().Name}; valid are finite numbers, true and false, texts, null, and dates where the column holds them"
                    )
                );
        }
    }
}
