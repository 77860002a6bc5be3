using System.Text;
using System.Text.Json;
using Dbgsom.Naming;

namespace Dbgsom.Report.Tests;

/// <summary>A report as its text, and the data inside.</summary>
internal sealed class PageText
{
    private const string Opening = "<script type=\"application/json\" id=\"data\">";

    private PageText(string text)
    {
        Text = text;
        int start = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        Json = text[start..text.IndexOf("</script>", start, StringComparison.Ordinal)];
        Data = JsonDocument.Parse(Json).RootElement;
    }

    public string Text { get; }

    public string Json { get; }

    public JsonElement Data { get; }

    public static PageText Of(SomMap map, DataMatrix? data = null, ReportOptions? options = null) =>
        new(Encoding.UTF8.GetString(Bytes(map, data, options)));

    public static byte[] Bytes(SomMap map, DataMatrix? data = null, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        map.WriteReport(stream, data, options);
        return stream.ToArray();
    }
}
