using System.Text.Json;
using Dbgsom.Options;

namespace Dbgsom.Report.Sections;

/// <summary>With which options the map was trained, and the command that trains it again.</summary>
internal sealed class SettingSection(MapFacts facts) : ReportSection
{
    public override void Write(Utf8JsonWriter writer)
    {
        var map = facts.Whole;
        var preset = SomOptions.FromPreset(map.Options.Preset);
        writer.WriteStartObject("settings");
        writer.WriteString("preset", map.Options.Preset);
        writer.WriteString("command", TrainingCommand.Of(map, facts.Options));
        writer.WriteString("fingerprint", map.Training.DataFingerprint);
        writer.WriteString("version", map.Training.LibraryVersion);
        writer.WriteStartArray("options");
        foreach (var option in SomOption.All)
        {
            writer.WriteStartObject();
            writer.WriteString("name", option.Name);
            writer.WriteString("given", option.Format(map.Options));
            writer.WriteString("effective", option.Format(map.EffectiveOptions));
            writer.WriteBoolean("changed", option.Format(map.Options) != option.Format(preset));
            writer.WriteString("text", option.Description);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
