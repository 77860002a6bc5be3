using System.Globalization;
using System.Text.Json.Nodes;

namespace Dbgsom.Explorer.Tests;

/// <summary>One event as it came.</summary>
internal sealed record Event(long Id, string Name, JsonNode Data);

/// <summary>Reads server-sent events.</summary>
internal sealed class Events(Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly StreamReader reader = new(stream);

    /// <summary>The next event; null where the stream has ended.</summary>
    public async Task<Event?> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        var fields = new Dictionary<string, string>();
        while (await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0 && fields.Count > 0)
                return new Event(
                    long.Parse(fields["id"], CultureInfo.InvariantCulture),
                    fields["event"],
                    JsonNode.Parse(fields["data"])!
                );
            if (line.Length > 0 && line[0] != ':')
                fields.Add(line.Split(": ")[0], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);
        }
        return null;
    }

    /// <summary>All events up to the first state of one of these activities.</summary>
    public async Task<List<Event>> Until(params string[] activities)
    {
        var all = new List<Event>();
        while (await Next() is { } next)
        {
            all.Add(next);
            if (next.Name == "state" && activities.Contains((string)next.Data["activity"]!))
                return all;
        }
        throw new EndOfStreamException($"the events ended before {string.Join(", ", activities)}");
    }

    public void Dispose() => reader.Dispose();
}
