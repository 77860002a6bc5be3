using System.Globalization;
using System.Text;
using Dbgsom.Explorer.Training;
using Microsoft.AspNetCore.Http;

namespace Dbgsom.Explorer.Web;

/// <summary>
/// Server-sent events (HTML standard, section 9.2): "state", then "snapshot" with a map in the making, or "snapshot-ready" where it is large
/// and the page fetches it when it is ready to.
/// </summary>
internal static class EventStream
{
    private const int LargestInEvent = 256 << 10;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>Writes events until the page goes or the server ends.</summary>
    public static async Task Write(HttpContext context, LiveFeed feed, CancellationToken end)
    {
        context.Response.ContentType = "text/event-stream";
        using var both = CancellationTokenSource.CreateLinkedTokenSource(end, context.RequestAborted);
        var body = context.Response.Body;
        try
        {
            // Not disposed of: it holds nothing, and must not be while it is waiting.
            var events = feed.Follow(both.Token).GetAsyncEnumerator(both.Token);
            while (true)
            {
                var next = events.MoveNextAsync().AsTask();
                // Without a sign of life now and then, something between could take the connection for dead.
                while (await Task.WhenAny(next, Task.Delay(Silence, both.Token)) != next && !both.IsCancellationRequested)
                    await Send(body, ": still here\n\n"u8.ToArray(), both.Token);
                if (!await next)
                    return;
                await Send(body, Format(events.Current), both.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone or the server ends: so does the stream.
        }
    }

    private static async Task Send(Stream body, byte[] text, CancellationToken cancellationToken)
    {
        await body.WriteAsync(text, cancellationToken);
        await body.FlushAsync(cancellationToken);
    }

    private static byte[] Format(LiveEvent what)
    {
        bool isLarge = what.Data.Length > LargestInEvent;
        string name =
            what.Kind == LiveKind.State ? "state"
            : isLarge ? "snapshot-ready"
            : "snapshot";
        string start = string.Create(CultureInfo.InvariantCulture, $"id: {what.Id}\nevent: {name}\ndata: ");
        return [.. Encoding.UTF8.GetBytes(start), .. isLarge ? "{}"u8.ToArray() : what.Data, .. "\n\n"u8];
    }
}
