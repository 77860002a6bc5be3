using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Options;

/// <summary>Options as a JSON object: the preset, then every option by its name.</summary>
internal static class OptionsJson
{
    public static JsonObject Write(SomOptions options)
    {
        var node = new JsonObject { ["preset"] = options.Preset };
        foreach (var option in SomOption.All)
            if (
                option.ToJson(options) is var value
                && (value is not null || !option.IsRare)
                && (option.Unwritten is not { } usual || value?.ToString() != usual)
            )
                node[option.Name] = value;
        return node;
    }

    /// <summary>The text of the object.</summary>
    public static string ToText(SomOptions options) => System.Text.Encoding.UTF8.GetString(JsonFields.Write(Write(options)));

    /// <summary>Reads such a text.</summary>
    /// <exception cref="InvalidDataException">It is no such object.</exception>
    public static SomOptions Parse(string text, string where)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return Read(JsonFields.Parse(stream, where));
    }

    /// <summary>Options that are not in the object, from a file of an older minor version, keep the preset's value.</summary>
    public static SomOptions Read(JsonFields fields)
    {
        try
        {
            var options = SomOptions.FromPreset(fields.String("preset"));
            foreach (var option in SomOption.All)
                if (fields.Has(option.Name) || option.NullWord is not null)
                    options = option.FromJson(options, fields.Has(option.Name) ? fields[option.Name] : null);
            options.Validate();
            return options;
        }
        catch (ArgumentException e)
        {
            throw fields.Bad("options", $"are not valid: {SomOption.MessageOf(e)}");
        }
    }
}
