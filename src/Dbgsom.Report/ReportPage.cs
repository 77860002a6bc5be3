using System.Security.Cryptography;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Report;

/// <summary>
/// The page in one file: style, scripts and data inside, no address outside. Its content security policy allows these scripts and no others,
/// and no connection at all.
/// </summary>
internal static class ReportPage
{
    private const string Start = "Dbgsom.report(document.body).show(JSON.parse(document.getElementById(\"data\").textContent));";

    /// <summary>Writes the page as UTF-8.</summary>
    public static void Write(Stream output, ReportContent content)
    {
        string policy =
            $"default-src 'none'; script-src {Hash(PageAsset.Plotly)} {Hash(PageAsset.Script)} {Hash(Start)}; "
            + "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";
        var parts = new Dictionary<string, Action<Stream>>
        {
            ["policy"] = Text(policy),
            ["title"] = Text(System.Net.WebUtility.HtmlEncode(content.Title)),
            ["style"] = Text(PageAsset.Style),
            ["plotly"] = Text(PageAsset.Plotly),
            ["script"] = Text(PageAsset.Script),
            ["start"] = Text(Start),
            // The encoder of the JSON leaves no '<' in it, so nothing in it ends the element.
            ["data"] = content.WriteJson,
        };
        string[] pieces = PageAsset.Template.Split("{{", StringSplitOptions.None);
        Put(output, pieces[0]);
        foreach (string piece in pieces.AsSpan(1))
        {
            int end = piece.IndexOf("}}", StringComparison.Ordinal);
            parts[piece[..end]](output);
            Put(output, piece[(end + 2)..]);
        }
    }

    private static Action<Stream> Text(string text) => output => Put(output, text);

    private static void Put(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static string Hash(string script) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
