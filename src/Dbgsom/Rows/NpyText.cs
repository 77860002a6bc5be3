using System.Globalization;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>
/// Labels in NumPy arrays: one-dimensional, of bool, whole numbers or fixed-width Unicode text (four bytes a character, zeros at the end).
/// </summary>
internal static class NpyText
{
    private const int BytesPerCharacter = 4;

    /// <summary>Reads labels as texts: "true", "-3", "setosa"; and whether they are text in the file.</summary>
    public static (string[] Texts, bool AreText) Read(string path)
    {
        using var stream = File.OpenRead(path);
        var header = NpyHeader.Read(stream, path, stream.Length);
        bool isColumn = header.Shape is [_] or [_, 1];
        if (!isColumn || header.Count == 0)
            throw NpyHeader.Bad(
                path,
                $"the array has shape {header.ShapeText}; labels need one column with one value per sample"
            );
        if (header.Count > Array.MaxLength)
            throw NpyHeader.Bad(path, $"the array has shape {header.ShapeText}: more values than one array in memory holds");
        if (header.Kind == NpyKind.Text)
            return (ReadTexts(stream, header, path), true);
        stream.Position = 0;
        var (_, values) = NpyFile.ReadArray(stream, path, stream.Length);
        return ([.. values.Select((value, row) => Text(value, row, header.Kind, path))], false);
    }

    /// <summary>Writes texts; the width is that of the longest.</summary>
    public static void Write(Stream stream, IReadOnlyList<string> texts)
    {
        int width = Math.Max(1, texts.Count == 0 ? 1 : texts.Max(text => Encoding.UTF32.GetByteCount(text) / BytesPerCharacter));
        stream.Write(NpyHeader.Write($"<U{width.ToString(CultureInfo.InvariantCulture)}", [texts.Count]));
        var bytes = new byte[width * BytesPerCharacter];
        foreach (string text in texts)
        {
            Array.Clear(bytes);
            Encoding.UTF32.GetBytes(text, bytes);
            stream.Write(bytes);
        }
    }

    private static string[] ReadTexts(Stream stream, NpyHeader header, string path)
    {
        var encoding = new UTF32Encoding(header.BigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);
        var bytes = new byte[header.Size];
        var texts = new string[header.Count];
        var pool = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int row = 0; row < texts.Length; row++)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw NpyHeader.Bad(path, $"the file ends after {row} of {texts.Length} values or is damaged");
            try
            {
                string text = encoding.GetString(bytes).TrimEnd('\0');
                if (!pool.TryGetValue(text, out string? known))
                    pool.Add(text, known = text);
                texts[row] = known;
            }
            catch (ArgumentException)
            {
                throw NpyHeader.Bad(path, $"value {row} is not Unicode text");
            }
        }
        return texts;
    }

    private static string Text(double value, int row, NpyKind kind, string path) =>
        kind == NpyKind.Boolean ? (value == 0 ? "false" : "true")
        : value == Math.Floor(value) && Math.Abs(value) <= 1L << 53 ? ((long)value).ToString(CultureInfo.InvariantCulture)
        : throw NpyHeader.Bad(path, Naming.Text.Of($"value {row} is {value}; labels are bool, whole numbers or text"));
}
