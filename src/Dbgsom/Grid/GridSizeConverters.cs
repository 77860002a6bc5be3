using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dbgsom.Grid;

/// <summary>Converts a <see cref="GridSize"/> from and to JSON text.</summary>
public sealed class GridSizeJsonConverter : JsonConverter<GridSize>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is not the text of a size.</exception>
    public override GridSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return GridSize.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, GridSize value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}

/// <summary>Converts a <see cref="GridSize"/> from and to text, for configuration binding.</summary>
public sealed class GridSizeTypeConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? GridSize.Parse(text) : base.ConvertFrom(context, culture, value);
}
