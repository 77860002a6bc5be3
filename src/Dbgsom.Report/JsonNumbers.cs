using System.Globalization;
using System.Text.Json;

namespace Dbgsom.Report;

/// <summary>Numbers in the page's data: drawn values have at most six digits; NaN and infinity become null.</summary>
internal static class JsonNumbers
{
    /// <summary>Six digits: enough to draw and to read.</summary>
    public static void WriteShort(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteRawValue(value.ToString("G6", CultureInfo.InvariantCulture), skipInputValidation: true);
        else
            writer.WriteNullValue();
    }

    /// <summary>All digits: values of the user's.</summary>
    public static void WriteExact(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumberValue(value);
        else
            writer.WriteNullValue();
    }

    public static void WriteNumbers(this Utf8JsonWriter writer, string name, IEnumerable<double> values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
            writer.WriteShort(value);
        writer.WriteEndArray();
    }

    public static void WriteWhole(this Utf8JsonWriter writer, string name, IEnumerable<int> values)
    {
        writer.WriteStartArray(name);
        foreach (int value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
