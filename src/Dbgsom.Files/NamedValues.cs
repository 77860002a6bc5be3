using System.Globalization;
using System.Text.Json;
using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Encodes named values as a sample of a map, by the plan that the map was trained with.</summary>
public static class NamedValues
{
    /// <summary>
    /// Encodes the values of one row as features in the order of the map: numbers unchanged, categories as 1 in one feature and 0 in
    /// the others, yes and no as 1 and 0. Values that are null or not given become NaN, which means missing.
    /// </summary>
    /// <example>
    /// <code>
    /// double[] sample = map.Encode(new Dictionary&lt;string, object?&gt; { ["age"] = 41, ["color"] = "red", ["member"] = true });
    /// int winner = map.Predict(sample);
    /// </code>
    /// </example>
    /// <param name="map">A map with feature names.</param>
    /// <param name="values">
    /// The known values by column name: a number of any type, true or false, text as in a file, a date or time for a date column, or
    /// null. Columns that the plan leaves out are ignored. A category unknown to the map is 0 in all features of its column.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The features of the map have no names, a name is not a column, a value has the wrong type or is invalid for its column, or no
    /// feature has a value.
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
                $"the map has no column '{unknown}'; its columns are {ColumnPlan.Quote(known)}",
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
                        $"the value of '{name}' is {value}, a {value.GetType().Name}; valid is a finite number, true or false, text, null, or a date if the column holds dates"
                    )
                );
        }
    }
}
