using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dbgsom.Space;

namespace Dbgsom.Naming;

/// <summary>Converts a named choice from and to its name in JSON, so that options survive <see cref="JsonSerializer"/>.</summary>
/// <typeparam name="T">The family of choices, such as <see cref="Metric"/>.</typeparam>
public sealed class NamedJsonConverter<T> : JsonConverter<T>
    where T : class, INamed<T>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is not a string, or no choice has that name; the message lists the valid names.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"A value of {typeof(T).Name} is a string: one of {Named.NamesOf<T>()}.");
        try
        {
            return Named.Parse<T>(reader.GetString()!);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.Name);
    }
}

/// <summary>Converts a named choice from and to its name, for configuration binding.</summary>
/// <typeparam name="T">The family of choices, such as <see cref="Metric"/>.</typeparam>
public sealed class NamedTypeConverter<T> : TypeConverter
    where T : class, INamed<T>
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No choice has that name; the message lists the valid names.</exception>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string name ? Named.Parse<T>(name) : base.ConvertFrom(context, culture, value);

    /// <inheritdoc/>
    public override object? ConvertTo(
        ITypeDescriptorContext? context,
        CultureInfo? culture,
        object? value,
        Type destinationType
    ) =>
        value is T choice && destinationType == typeof(string)
            ? choice.Name
            : base.ConvertTo(context, culture, value, destinationType);
}
