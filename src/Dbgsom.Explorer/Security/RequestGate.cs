using System.Globalization;
using Dbgsom.Explorer.Web;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Security;

/// <summary>
/// The checks before every request: own address, own page, session cookie. Only <c>/start</c> is reachable without the cookie.
/// </summary>
internal sealed class RequestGate(TokenGate tokens)
{
    private const string StartPath = "/start";

    /// <summary>The name of the cookie. Cookies do not tell ports apart, so the name does.</summary>
    public static string CookieName(int port) => "dbgsom-" + port.ToString(CultureInfo.InvariantCulture);

    public async Task Pass(HttpContext context, RequestDelegate next)
    {
        var (request, port) = (context.Request, context.Connection.LocalPort);
        SecurityHeaders.AddTo(context.Response.Headers);
        if (!HostCheck.IsOwn(request.Host, port))
            await PlainPage.Write(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "Wrong address",
                $"This server answers to http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)} only. Open the address that dbgsom explore printed."
            );
        else if (request.Path == StartPath && HttpMethods.IsGet(request.Method))
            await Start(context, port);
        else if (!OriginCheck.Allows(request))
            await PlainPage.Write(
                context,
                StatusCodes.Status403Forbidden,
                "Request from another page",
                "The request comes from another page, but this server accepts requests only from the explorer's own page."
            );
        else if (!tokens.Admits(request.Cookies[CookieName(port)]))
            await PlainPage.Write(
                context,
                StatusCodes.Status401Unauthorized,
                "No session",
                "This browser has no session. Open the address that dbgsom explore printed; if it was opened before, in this or another browser, end dbgsom explore with Ctrl-C and start it again."
            );
        else
            await next(context);
    }

    private async Task Start(HttpContext context, int port)
    {
        if (tokens.Redeem(context.Request.Query["token"]) is not { } cookie)
        {
            if (tokens.Admits(context.Request.Cookies[CookieName(port)]))
                await PlainPage.Continue(context);
            else
                await PlainPage.Write(
                    context,
                    StatusCodes.Status403Forbidden,
                    "This address was already used",
                    "Its token is valid once, for one browser. It was used before, or differs from the printed one. End dbgsom explore with Ctrl-C and start it again for a new address."
                );
            return;
        }
        context.Response.Cookies.Append(
            CookieName(port),
            cookie,
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
            }
        );
        // A page that goes on by itself, not a redirect: after one, a strict cookie is not sent where a link elsewhere led here.
        await PlainPage.Continue(context);
    }
}
