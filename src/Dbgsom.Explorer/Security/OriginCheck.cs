using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Security;

/// <summary>
/// Only this server's own page may ask for something. Cookies do not tell ports apart, so a page of another program on this machine
/// would send ours along; Origin and Sec-Fetch-Site, which pages cannot set, tell it apart.
/// </summary>
internal static class OriginCheck
{
    /// <summary>True if the request comes from our own page, or from a person who typed the address.</summary>
    public static bool Allows(HttpRequest request)
    {
        bool changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        string origin = request.Headers.Origin.ToString();
        bool isOwnSite = site is "" or "same-origin" || (site == "none" && !changes);
        bool isOwnOrigin = origin.Length == 0 || origin == $"http://{request.Host.Value}";
        return isOwnSite && isOwnOrigin;
    }
}
