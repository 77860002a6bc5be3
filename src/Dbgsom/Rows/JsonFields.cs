using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Naming;

namespace Dbgsom.Rows;

/// <summary>Reads the fields of a JSON object from a file that is not trusted; whatever is missing or of another kind is named.</summary>
internal sealed class JsonFields(JsonObject node, string where)
{
    public static JsonFields Parse(Stream stream, string where)
    {
        try
        {
            // Read as text first: otherwise bytes that are not UTF-8 are noticed only where each text is used.
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return JsonNode.Parse(reader.ReadToEnd(), null, new JsonDocumentOptions { MaxDepth = 32 }) is JsonObject found
                ? new JsonFields(found, where)
                : throw new InvalidDataException($"{where}: a JSON object is expected");
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{where}: this is not UTF-8, so it is damaged", e);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{where}: this is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})",
                e
            );
        }
    }

    /// <summary>The bytes of a JSON object: indented, UTF-8, ending in a line feed.</summary>
    public static byte[] Write(JsonObject node) =>
        Encoding.UTF8.GetBytes(
            node.ToJsonString(
                new JsonSerializerOptions
                {
                    WriteIndented = true,
                    NewLine = "\n",
                    TypeInfoResolver = System.Text.Json.Serialization.Metadata.JsonTypeInfoResolver.Combine(),
                }
            ) + "\n"
        );

    public JsonNode? this[string name] => node.TryGetPropertyValue(name, out var value) ? value : throw Bad(name, "is missing");

    public bool Has(string name) => node.TryGetPropertyValue(name, out var value) && value is not null;

    public JsonFields Object(string name) =>
        this[name] is JsonObject found ? new JsonFields(found, $"{where}, {name}") : throw Bad(name, "is not an object");

    public string String(string name) =>
        this[name] is JsonValue v && v.TryGetValue(out string? text) ? text : throw Bad(name, "is not a text");

    /// <summary>A finite number.</summary>
    public double Number(string name) =>
        this[name] is JsonValue v && v.TryGetValue(out double number) && double.IsFinite(number)
            ? number
            : throw Bad(name, "is not a finite number");

    /// <summary>A finite number of at least 0.</summary>
    public double Quantity(string name, double most = double.MaxValue) =>
        Number(name) is var number && number >= 0 && number <= most
            ? number
            : throw Bad(
                name,
                Text.Of($"is {number}; valid is {(most == double.MaxValue ? "at least 0" : Text.Of($"0 to {most}"))}")
            );

    /// <summary>A whole number of at least 0.</summary>
    public int Count(string name, int most = int.MaxValue) =>
        Integer(name) is var number && number >= 0 && number <= most
            ? number
            : throw Bad(
                name,
                Text.Of($"is {number}; valid is {(most == int.MaxValue ? "at least 0" : Text.Of($"0 to {most}"))}")
            );

    public int Integer(string name) =>
        this[name] is JsonValue v && v.TryGetValue(out int number) ? number : throw Bad(name, "is not a whole number");

    public long Long(string name) =>
        this[name] is JsonValue v && v.TryGetValue(out long number) ? number : throw Bad(name, "is not a whole number");

    public bool Flag(string name) =>
        this[name] is JsonValue v && v.TryGetValue(out bool flag) ? flag : throw Bad(name, "must be true or false");

    public T Enumeration<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse(String(name), out T value) && Enum.IsDefined(value)
            ? value
            : throw Bad(name, $"is not one of {string.Join(", ", Enum.GetNames<T>())}");

    public string[] Strings(string name) =>
        Items(name, v => v.TryGetValue(out string? text) ? text : null) ?? throw Bad(name, "is not a list of texts");

    public int[] Integers(string name) =>
        Items(name, v => v.TryGetValue(out int number) ? number.ToString(CultureInfo.InvariantCulture) : null) is { } texts
            ? Array.ConvertAll(texts, text => int.Parse(text, CultureInfo.InvariantCulture))
            : throw Bad(name, "is not a list of whole numbers");

    /// <summary>Finite numbers.</summary>
    public double[] Numbers(string name) =>
        this[name] is JsonArray list
        && list.All(item => item is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number))
            ? [.. list.Select(item => item!.GetValue<double>())]
            : throw Bad(name, "is not a list of finite numbers");

    public JsonFields[] Objects(string name) =>
        this[name] is JsonArray list && list.All(item => item is JsonObject)
            ? [.. list.Select((item, i) => new JsonFields((JsonObject)item!, $"{where}, {name}[{i}]"))]
            : throw Bad(name, "is not a list of objects");

    public InvalidDataException Bad(string name, string what) => new($"{where}: '{name}' {what}");

    private string[]? Items(string name, Func<JsonValue, string?> read)
    {
        if (this[name] is not JsonArray list)
            return null;
        var items = list.Select(item => item is JsonValue value ? read(value) : null).ToArray();
        return Array.Exists(items, item => item is null) ? null : [.. items.Select(item => item!)];
    }
}
