using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Security;

/// <summary>
/// Only requests that call this server by its own address are answered. A page elsewhere whose name is made to point to this machine
/// (DNS rebinding) calls it by that name.
/// </summary>
internal static class HostCheck
{
    /// <summary>
    /// True if the Host header is 127.0.0.1 or localhost with the port of the connection, which browsers leave out where it is 80.
    /// </summary>
    public static bool IsOwn(HostString host, int port) => (host.Port ?? 80) == port && host.Host is "127.0.0.1" or "localhost";
}
