using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Dbgsom.Naming;

namespace Dbgsom.Explorer.Tests;

/// <summary>What requests are answered, and what every answer carries.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("attacker.example:{port}", 421)]
    [InlineData("127.0.0.1.attacker.example:{port}", 421)]
    [InlineData("127.0.0.1:1", 421)]
    [InlineData("127.0.0.1", 421)]
    [InlineData("0.0.0.0:{port}", 421)]
    [InlineData("[::1]:{port}", 421)]
    [InlineData("localhost:{port}", 200)]
    [InlineData("127.0.0.1:{port}", 200)]
    public async Task Only_its_own_address_is_answered(string host, int status)
    {
        await using var site = await Site.Open();
        host = host.Replace("{port}", $"{site.Root.Port}", StringComparison.Ordinal);
        using var answer = await site.Send(HttpMethod.Get, "/", null, ("Host", host));
        Assert.Equal(status, (int)answer.StatusCode);
        // Nor is a token wasted on one who calls it by another name.
        using var start = await site.Send(HttpMethod.Get, "/start", null, ("Host", host));
        Assert.Equal(status, (int)start.StatusCode);
    }

    [Theory]
    [InlineData("POST", "Origin", "http://attacker.example", false)]
    [InlineData("POST", "Origin", "null", false)]
    [InlineData("POST", "Origin", "http://127.0.0.1:1", false)]
    [InlineData("POST", "Origin", "http://localhost:{port}", false)]
    [InlineData("POST", "Origin", "https://127.0.0.1:{port}", false)]
    [InlineData("POST", "Origin", "http://127.0.0.1:{port}", true)]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site", false)]
    [InlineData("POST", "Sec-Fetch-Site", "same-site", false)]
    [InlineData("POST", "Sec-Fetch-Site", "none", false)]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin", true)]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site", false)]
    [InlineData("GET", "Sec-Fetch-Site", "same-site", false)]
    [InlineData("GET", "Sec-Fetch-Site", "none", true)]
    [InlineData("GET", "Sec-Fetch-Site", "same-origin", true)]
    [InlineData("GET", "Origin", "http://attacker.example", false)]
    public async Task Only_its_own_page_may_ask(string method, string header, string value, bool allowed)
    {
        await using var site = await Site.Open();
        value = value.Replace("{port}", $"{site.Root.Port}", StringComparison.Ordinal);
        string path = method == "GET" ? "/api/state" : "/api/stop";
        using var answer = await site.Send(new HttpMethod(method), path, null, (header, value));
        var whenAllowed = method == "GET" ? HttpStatusCode.OK : HttpStatusCode.Conflict;
        Assert.Equal(allowed ? whenAllowed : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/", true)]
    [InlineData("GET", "/explorer.js", true)]
    [InlineData("GET", "/api/events", true)]
    [InlineData("GET", "/api/setup", true)]
    [InlineData("GET", "/api/model", true)]
    [InlineData("GET", "/nowhere", true)]
    [InlineData("POST", "/api/stop", true)]
    [InlineData("GET", "/", false)]
    [InlineData("GET", "/start", false)]
    [InlineData("OPTIONS", "/api/start", true)]
    public async Task Every_answer_keeps_others_out(string method, string path, bool withCookie)
    {
        await using var site = withCookie ? await Site.Open() : await Site.Start();
        using var answer = await site.Send(new HttpMethod(method), path, null, ("Origin", $"http://127.0.0.1:{site.Root.Port}"));
        string Header(string name) => string.Join(',', answer.Headers.GetValues(name));
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
            Header("Content-Security-Policy")
        );
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-store", Header("Cache-Control"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        Assert.DoesNotContain(
            answer.Headers,
            header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)
        );
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task It_listens_on_this_machine_only()
    {
        await using var site = await Site.Start();
        Assert.Equal("127.0.0.1", site.Root.Host);
        var others = NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        foreach (var address in others)
        {
            using var socket = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address, site.Root.Port));
        }
    }

    [Fact]
    public async Task A_port_in_use_is_refused_in_words()
    {
        await using var site = await Site.Start();
        var refused = await Assert.ThrowsAsync<IOException>(() =>
            ExplorerServer.StartAsync(new ExplorerOptions { Port = site.Root.Port })
        );
        Assert.Contains($"port {site.Root.Port}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "{}")]
    [InlineData("application/x-www-form-urlencoded", "file=1")]
    [InlineData("application/json", "{")]
    [InlineData("application/json", "null")]
    [InlineData("application/json", "[1]")]
    public async Task What_is_no_request_is_refused(string type, string body)
    {
        await using var site = await Site.Open();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, type);
        using var answer = await site.Send(HttpMethod.Post, "/api/start", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("error", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
