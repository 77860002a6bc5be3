using System.Reflection;
using System.Text;
using Dbgsom.Report;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>The page and what it loads.</summary>
internal static class PageFiles
{
    private const string Html = "text/html; charset=utf-8";
    private const string Css = "text/css; charset=utf-8";
    private const string Script = "text/javascript; charset=utf-8";

    private static readonly Dictionary<string, (string Type, Func<byte[]> Content)> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/"] = (Html, () => Embedded("explorer.html")),
        ["/explorer.css"] = (Css, () => Embedded("explorer.css")),
        ["/explorer.js"] = (Script, () => Embedded("explorer.js")),
        ["/elements.js"] = (Script, () => Embedded("elements.js")),
        ["/table.js"] = (Script, () => Embedded("table.js")),
        ["/form.js"] = (Script, () => Embedded("form.js")),
        ["/report.css"] = (Css, () => Encoding.UTF8.GetBytes(PageAsset.Style)),
        ["/report.js"] = (Script, () => Encoding.UTF8.GetBytes(PageAsset.Script)),
        ["/plotly.js"] = (Script, () => Encoding.UTF8.GetBytes(PageAsset.Plotly)),
    };

    /// <summary>All paths there are.</summary>
    public static IEnumerable<string> Paths => Files.Keys;

    /// <summary>Answers with a file.</summary>
    public static Task Write(HttpContext context)
    {
        var (type, content) = Files[context.Request.Path];
        return Answers.Bytes(context, content(), type);
    }

    private static byte[] Embedded(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}
