using System.Text;
using System.Text.Json;
using Dbgsom.Rows;

namespace Dbgsom.Report.Sections;

/// <summary>The use of each column of the training table; empty if the map has no table plan.</summary>
internal sealed class ColumnSection(SomMap map) : ReportSection
{
    // The form in which Dbgsom.Files keeps plans.
    private const string Format = "dbgsom-table-plan 1";

    // More rows nobody reads.
    private const int Most = 1000;

    public override void Write(Utf8JsonWriter writer)
    {
        if (Find() is not { } columns)
            return;
        writer.WriteStartObject("columns");
        writer.WriteNumber("count", columns.Length);
        writer.WriteStartArray("list");
        foreach (var column in columns.Take(Most))
            Write(writer, column);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The columns of the plan. A map may also keep text of another program, which is not one of ours.</summary>
    /// <exception cref="InvalidDataException">The plan is damaged.</exception>
    private JsonFields[]? Find() => map.TablePlan is { } text && Parse(text) is { } plan ? plan.Objects("columns") : null;

    private static JsonFields? Parse(string text)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
            var plan = JsonFields.Parse(stream, "the table plan of the map");
            return plan.Has("format") && plan.String("format") == Format ? plan : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonFields column)
    {
        writer.WriteStartObject();
        foreach (string name in new[] { "name", "role", "use", "reason" })
            writer.WriteString(name, column.String(name));
        writer.WriteNumber("missing", column.Long("missing"));
        writer.WriteTexts("values", column.Strings("values"));
        foreach (string name in new[] { "minimum", "maximum" })
            if (column.Has(name))
            {
                writer.WritePropertyName(name);
                writer.WriteShort(column.Number(name));
            }
        writer.WriteEndObject();
    }
}
