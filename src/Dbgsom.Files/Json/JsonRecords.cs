using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Dbgsom.Naming;

namespace Dbgsom.Files.Json;

/// <summary>The records of an array, or of a text that has one after the other, as cells of text; only one of them is held.</summary>
/// <param name="text">The text as UTF-8.</param>
/// <param name="file">The file as messages name it.</param>
/// <param name="names">The columns; keys that are new are added.</param>
/// <param name="decimalComma">True if numbers are handed on with a comma before their decimals.</param>
internal sealed class JsonRecords(Stream text, string file, JsonColumns names, bool decimalComma)
{
    private readonly JsonTokens tokens = new(text, file);
    private byte[] content = new byte[1 << 10];
    private Cell[] cells = [];
    private int used;
    private bool isArray;

    /// <summary>The number of the record, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>A cell of the record; empty where it has no such key, or null. What is nested is refused.</summary>
    public ReadOnlySpan<byte> GetSpan(int column)
    {
        var cell = column < cells.Length ? cells[column] : default;
        if (cell.Record != Number)
            return [];
        return cell.Nested is null
            ? content.AsSpan(cell.Start, cell.Length)
            : throw Refused(
                column,
                $"it contains {cell.Nested}; nested values are not supported: leave the column out (--drop {NameList.Join([names[column]])}), or write its values as separate keys"
            );
    }

    /// <summary>Goes to the next record.</summary>
    /// <returns>True if another one was read.</returns>
    /// <exception cref="InvalidDataException">The text is no JSON, damaged, or holds something else than records.</exception>
    public bool Read()
    {
        var reader = tokens.Go();
        bool isThere = tokens.Next(ref reader);
        if (Number == 0 && isThere && reader.TokenType == JsonTokenType.StartArray)
        {
            isArray = true;
            isThere = tokens.Next(ref reader);
        }
        if (isArray && reader.TokenType == JsonTokenType.EndArray)
        {
            if (tokens.Next(ref reader))
                throw DataPart.Bad(file, "text follows the array of records; valid is a single array, or one record per line");
            return false;
        }
        if (!isThere)
            return false;
        Number++;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw DataPart.Bad(
                file,
                $"record {Place} is {Kind(reader.TokenType)}; a record is an object, such as {{\"height\": 1.5, \"color\": \"red\"}}"
            );
        used = 0;
        for (int column = -1; tokens.Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName; )
            column = ReadCell(ref reader, column + 1);
        tokens.Keep(ref reader);
        return true;
    }

    private string Place => Number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Number of cells that records had so far.</summary>
    public long GivenCount { get; private set; }

    /// <summary>Reads a key and its value.</summary>
    /// <param name="reader">At the key.</param>
    /// <param name="guess">The column it is, if keys come in the order of the columns.</param>
    private int ReadCell(ref Utf8JsonReader reader, int guess)
    {
        int column =
            // What is escaped may be no text.
            guess < names.Count
            && !reader.ValueIsEscaped
            && reader.ValueTextEquals(names[guess])
                ? guess
                : names.Place(Text(ref reader, "a key"), Number);
        GivenCount++;
        if (column >= cells.Length)
            Array.Resize(ref cells, Math.Max(names.Count, 2 * cells.Length));
        if (cells[column].Record == Number)
            throw DataPart.Bad(file, $"record {Place} has the key '{names[column]}' twice");
        tokens.Next(ref reader);
        int start = used;
        string? nested = null;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            nested = Kind(reader.TokenType);
            names.AddNested(column);
            for (int depth = reader.CurrentDepth; tokens.Next(ref reader) && reader.CurrentDepth > depth; ) { }
        }
        else if (reader.TokenType != JsonTokenType.Null)
            Append(ref reader, column);
        cells[column] = new Cell(Number, start, used - start, nested);
        return column;
    }

    private void Append(ref Utf8JsonReader reader, int column)
    {
        int length = reader.ValueSpan.Length;
        if (used + length > JsonTokens.Longest)
            throw DataPart.Bad(file, $"record {Place} is longer than {JsonTokens.Longest >> 20} MiB: this is not a table");
        if (used + length > content.Length)
            Array.Resize(ref content, Math.Max(used + length, 2 * content.Length));
        var room = content.AsSpan(used);
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.ValueSpan.CopyTo(room);
            if (decimalComma && reader.TokenType == JsonTokenType.Number)
                room[..length].Replace((byte)'.', (byte)',');
            used += length;
            return;
        }
        int written = Copy(ref reader, room);
        if (written < 0 || !TextRecords.IsText(room[..written]))
            throw Refused(
                column,
                $"'{BadText.Shown(reader.ValueSpan)}' is not text: it is not UTF-8 (valid is {Named.NamesOf<TextEncoding>()} with --encoding), or holds NUL or half a character"
            );
        used += written;
    }

    private string Text(ref Utf8JsonReader reader, string what)
    {
        var room = new byte[reader.ValueSpan.Length];
        int written = Copy(ref reader, room);
        return written > 0 && TextRecords.IsText(room.AsSpan(0, written))
            ? System.Text.Encoding.UTF8.GetString(room, 0, written)
            : throw DataPart.Bad(file, $"record {Place}: {what}, '{BadText.Shown(reader.ValueSpan)}', is empty or not text");
    }

    /// <summary>The characters of a text; −1 where they are none.</summary>
    private static int Copy(ref Utf8JsonReader reader, Span<byte> room)
    {
        if (!Utf8.IsValid(reader.ValueSpan))
            return -1;
        try
        {
            return reader.CopyString(room);
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates.
            return -1;
        }
    }

    private static string Kind(JsonTokenType type) =>
        type switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };

    private InvalidDataException Refused(int column, string what) =>
        DataPart.Bad(file, $"record {Place}, column {ColumnPlan.Describe(column, names.Names)}: {what}");

    /// <summary>A cell.</summary>
    /// <param name="Record">The record that it was read in.</param>
    /// <param name="Start">Where its text begins.</param>
    /// <param name="Length">The number of bytes.</param>
    /// <param name="Nested">The kind of nested value, if it is nested.</param>
    private readonly record struct Cell(long Record, int Start, int Length, string? Nested);
}
