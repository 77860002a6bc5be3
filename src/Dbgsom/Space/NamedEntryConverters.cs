using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Dbgsom.Space;

/// <summary>Names with a value each that are written as an object in JSON and as a list in text, see <see cref="NamedEntries"/>.</summary>
internal interface INamedEntries<T>
    where T : class, INamedEntries<T>
{
    /// <summary>Reads the list that <see cref="object.ToString"/> makes.</summary>
    /// <exception cref="ArgumentException">The text is no such list.</exception>
    static abstract T Parse(string text);

    /// <summary>Reads the object that <see cref="ToJson"/> makes.</summary>
    /// <exception cref="ArgumentException">The value is no such object.</exception>
    static abstract T Of(JsonElement json);

    /// <summary>An object with a value for each name.</summary>
    JsonObject ToJson();
}

/// <summary>Reads and writes names with values as an object.</summary>
internal sealed class NamedEntriesJsonConverter<T> : JsonConverter<T>
    where T : class, INamedEntries<T>
{
    /// <exception cref="JsonException">The value is no such object; the message says why.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        try
        {
            return T.Of(value.RootElement);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.ToJson().WriteTo(writer);
}

/// <summary>Converts names with values from and to text, which is how configuration binds options.</summary>
internal sealed class NamedEntriesTypeConverter<T> : TypeConverter
    where T : class, INamedEntries<T>
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? T.Parse(text) : base.ConvertFrom(context, culture, value);

    public override object? ConvertTo(
        ITypeDescriptorContext? context,
        CultureInfo? culture,
        object? value,
        Type destinationType
    ) =>
        value is T entries && destinationType == typeof(string)
            ? entries.ToString()
            : base.ConvertTo(context, culture, value, destinationType);
}
