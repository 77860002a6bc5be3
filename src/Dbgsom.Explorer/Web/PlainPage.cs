using System.Net;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>Pages of a sentence or two, without scripts.</summary>
internal static class PlainPage
{
    /// <summary>A page that says what is wrong and what to do.</summary>
    public static Task Write(HttpContext context, int status, string heading, string text) =>
        Write(context, status, "", heading, $"<p>{WebUtility.HtmlEncode(text)}</p>");

    /// <summary>A page that leads to the explorer.</summary>
    public static Task Continue(HttpContext context) =>
        Write(
            context,
            StatusCodes.Status200OK,
            "<meta http-equiv=\"refresh\" content=\"0;url=/\">",
            "Dbgsom explorer",
            "<p><a href=\"/\">Continue to the explorer</a></p>"
        );

    private static Task Write(HttpContext context, int status, string head, string heading, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        string title = WebUtility.HtmlEncode(heading);
        return context.Response.WriteAsync(
            $"<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">{head}<title>{title}</title></head>\n"
                + $"<body><h1>{title}</h1>{body}</body>\n</html>\n",
            context.RequestAborted
        );
    }
}
