using System.Net.Http.Headers;
using System.Text;
using Dbgsom.Explorer;

namespace Dbgsom.Fuzz.Targets;

/// <summary>What the explorer's page posts: every body is answered, and none as if the server were at fault.</summary>
public sealed class ExplorerTarget : Target
{
    private static readonly string[] Paths = ["/api/start", "/api/open", "/api/pace", "/api/stop", "/api/resume", "/api/files"];

    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
    private readonly ExplorerServer server;
    private readonly Uri root;
    private readonly string cookie;

    /// <summary>Starts a server and opens its session.</summary>
    public ExplorerTarget()
    {
        server = ExplorerServer.StartAsync().GetAwaiter().GetResult();
        root = new Uri(server.StartAddress.GetLeftPart(UriPartial.Authority));
        using var started = client.GetAsync(server.StartAddress).GetAwaiter().GetResult();
        cookie = started.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <inheritdoc/>
    public override string Name => "explorer";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"file":"0","label":"shape","classify":true,"fullSpeed":true,"preset":"default","columns":["x","y"],"options":{"target-neurons":"9","lambda":"2"}}""",
            """{"file":"none","array":"a","weight":"w","options":{"seed":"3","metric":"cosine","max-neurons":"5"}}""",
            """{"fullSpeed":true}""",
            """{"file":"0"}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <inheritdoc/>
    public override byte[] Next(Random random)
    {
        byte[] seed = Seeds[random.Next(Seeds.Count)];
        return random.Next(3) == 0 ? Mutator.Change(seed, Seeds, random) : JsonMutator.Change(seed, random);
    }

    /// <inheritdoc/>
    public override void Read(byte[] input)
    {
        foreach (string path in Paths)
        {
            using var body = new ByteArrayContent(input);
            body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, path)) { Content = body };
            request.Headers.Add("Cookie", cookie);
            if (path == "/api/files")
                request.Headers.Add(
                    "Dbgsom-File-Name",
                    Uri.EscapeDataString(Encoding.Latin1.GetString(input, 0, Math.Min(200, input.Length)))
                );
            using var answer = client.Send(request);
            if ((int)answer.StatusCode >= 500)
                throw new InvalidOperationException(
                    $"{path}: {answer.StatusCode}, {answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()}"
                );
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        client.Dispose();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }
}
