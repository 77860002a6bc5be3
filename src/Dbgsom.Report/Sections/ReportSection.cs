using System.Text.Json;

namespace Dbgsom.Report.Sections;

/// <summary>One part of a page's data: writes its properties into the page's object.</summary>
internal abstract class ReportSection
{
    public abstract void Write(Utf8JsonWriter writer);
}
