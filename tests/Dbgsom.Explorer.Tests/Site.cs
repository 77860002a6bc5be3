using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Dbgsom.Explorer.Tests;

/// <summary>A running explorer and a browser with its session: cookies are sent by hand, so that a test can leave them out.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    private Site(ExplorerServer server) => Server = server;

    public ExplorerServer Server { get; }

    public Uri Root => new(Server.StartAddress.GetLeftPart(UriPartial.Authority));

    /// <summary>Name and value.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>A site whose session was begun.</summary>
    public static async Task<Site> Open(ExplorerOptions? options = null)
    {
        var site = await Start(options);
        using var started = await site.Send(HttpMethod.Get, site.Server.StartAddress.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        site.Cookie = Assert.Single(started.Headers.GetValues("Set-Cookie")).Split(';')[0];
        return site;
    }

    /// <summary>A site that no browser has opened.</summary>
    public static async Task<Site> Start(ExplorerOptions? options = null) =>
        new(await ExplorerServer.StartAsync(options, TestContext.Current.CancellationToken));

    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, new Uri(Root, path)) { Content = content };
        if (Cookie.Length > 0)
            request.Headers.Add("Cookie", Cookie);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<JsonNode> Get(string path) => JsonNode.Parse(await Bytes(path))!;

    public async Task<byte[]> Bytes(string path)
    {
        using var answer = await Send(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Posts JSON; answers status and content.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Content)> Post(string path, JsonNode? body = null)
    {
        using var answer = await Send(HttpMethod.Post, path, JsonContent.Create(body ?? new JsonObject()));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The plan for the columns of a file, which has to be given.</summary>
    public async Task<JsonNode> Plan(JsonNode request)
    {
        var (status, content) = await Post("/api/plan", request);
        Assert.True(status == HttpStatusCode.OK, content.ToJsonString());
        return content;
    }

    /// <summary>Sends a file.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Content)> Upload(string name, byte[] content)
    {
        using var answer = await Send(
            HttpMethod.Post,
            "/api/files",
            new ByteArrayContent(content),
            ("Dbgsom-File-Name", Uri.EscapeDataString(name))
        );
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    public Task<(HttpStatusCode Status, JsonNode Content)> Upload(string name, string content) =>
        Upload(name, Encoding.UTF8.GetBytes(content));

    /// <summary>The id of the file to begin with.</summary>
    public async Task<string> Chosen() => (string)(await Get("/api/files"))["chosen"]!;

    /// <summary>A request for a map of the sample.</summary>
    public async Task<JsonObject> Shapes(int neurons, bool fullSpeed) =>
        new()
        {
            ["file"] = await Chosen(),
            ["uses"] = new JsonObject { ["shape"] = "label" },
            ["fullSpeed"] = fullSpeed,
            ["options"] = new JsonObject
            {
                ["target-neurons"] = neurons.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };

    /// <summary>Begins a training, which has to be accepted.</summary>
    public async Task Begin(JsonNode request)
    {
        var (status, content) = await Post("/api/start", request);
        Assert.True(status == HttpStatusCode.Accepted, content.ToJsonString());
    }

    /// <summary>Follows the events.</summary>
    public async Task<Events> Follow()
    {
        var answer = await Send(HttpMethod.Get, "/api/events");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Events(await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>Waits until the session does something.</summary>
    public async Task<JsonNode> Until(params string[] activities)
    {
        using var events = await Follow();
        return (await events.Until(activities))[^1].Data;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await Server.DisposeAsync();
    }
}
