using System.Net;

namespace Dbgsom.Explorer.Tests;

/// <summary>Who is let in: one browser, by a token that is good once, then by its cookie.</summary>
public sealed class AdmissionTests
{
    public static TheoryData<string, string> Everything =>
        new()
        {
            { "GET", "/" },
            { "GET", "/explorer.js" },
            { "GET", "/explorer.css" },
            { "GET", "/report.js" },
            { "GET", "/plotly.js" },
            { "GET", "/api/setup" },
            { "GET", "/api/files" },
            { "GET", "/table.js" },
            { "POST", "/api/files" },
            { "POST", "/api/plan" },
            { "GET", "/api/state" },
            { "POST", "/api/start" },
            { "POST", "/api/stop" },
            { "POST", "/api/resume" },
            { "POST", "/api/pace" },
            { "POST", "/api/open" },
            { "GET", "/api/events" },
            { "GET", "/api/snapshot" },
            { "GET", "/api/report" },
            { "GET", "/api/report.html" },
            { "GET", "/api/model" },
            { "GET", "/api/figure/map.png" },
            { "GET", "/nowhere" },
            { "POST", "/start" },
        };

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Nothing_is_reached_without_the_cookie(string method, string path)
    {
        await using var site = await Site.Start();
        using var without = await site.Send(new HttpMethod(method), path);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Contains("dbgsom explore", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        string name = $"dbgsom-{site.Root.Port}";
        using var wrong = await site.Send(new HttpMethod(method), path, null, ("Cookie", $"{name}={new string('0', 64)}"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        string token = site.Server.StartAddress.Query["?token=".Length..];
        using var tokenAsCookie = await site.Send(new HttpMethod(method), path, null, ("Cookie", $"{name}={token}"));
        Assert.Equal(HttpStatusCode.Unauthorized, tokenAsCookie.StatusCode);
    }

    [Fact]
    public async Task A_token_is_good_once()
    {
        await using var site = await Site.Start();
        string start = site.Server.StartAddress.PathAndQuery;
        using var wrong = await site.Send(HttpMethod.Get, start[..^1] + (start[^1] == '0' ? '1' : '0'));
        using var none = await site.Send(HttpMethod.Get, "/start");
        using var first = await site.Send(HttpMethod.Get, start);
        using var second = await site.Send(HttpMethod.Get, start);
        Assert.Equal(
            [HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden],
            new[] { wrong, none, first, second }.Select(answer => answer.StatusCode)
        );
        Assert.False(second.Headers.Contains("Set-Cookie"));
        Assert.Contains("start it again", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Many at once: one gets in.</summary>
    [Fact]
    public async Task A_token_is_good_for_one_of_many()
    {
        await using var site = await Site.Start();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => site.Send(HttpMethod.Get, site.Server.StartAddress.PathAndQuery))
        );
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        await using var site = await Site.Start();
        using var started = await site.Send(HttpMethod.Get, site.Server.StartAddress.PathAndQuery);
        string cookie = Assert.Single(started.Headers.GetValues("Set-Cookie"));
        string[] parts = [.. cookie.Split(';', StringSplitOptions.TrimEntries).Select(part => part.ToLowerInvariant())];
        Assert.Contains("httponly", parts);
        Assert.Contains("samesite=strict", parts);
        Assert.DoesNotContain(
            parts,
            part => part.StartsWith("expires", StringComparison.Ordinal) || part.StartsWith("max-age", StringComparison.Ordinal)
        );
        Assert.StartsWith($"dbgsom-{site.Root.Port}=", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_256_bits_and_new_each_time()
    {
        await using var one = await Site.Open();
        await using var other = await Site.Open();
        string[] secrets =
        [
            one.Server.StartAddress.Query["?token=".Length..],
            other.Server.StartAddress.Query["?token=".Length..],
            one.Cookie.Split('=')[1],
            other.Cookie.Split('=')[1],
        ];
        Assert.All(secrets, secret => Assert.Matches("^[0-9a-f]{64}$", secret));
        Assert.Equal(4, secrets.Distinct().Count());
        using var crossed = await one.Send(
            HttpMethod.Get,
            "/",
            null,
            ("Cookie", $"dbgsom-{one.Root.Port}={other.Cookie.Split('=')[1]}")
        );
        Assert.Equal(HttpStatusCode.Unauthorized, crossed.StatusCode);
    }

    /// <summary>After a redirect a strict cookie would not be sent where a link elsewhere led to the address.</summary>
    [Fact]
    public async Task The_first_page_leads_on_without_a_redirect()
    {
        await using var site = await Site.Start();
        using var started = await site.Send(HttpMethod.Get, site.Server.StartAddress.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Contains("url=/\"", await started.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
