using Dbgsom.Naming;
using Dbgsom.Options;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Dbgsom.Cluster;

/// <summary>Messages for people.</summary>
internal static class Text
{
    /// <summary>The message of an exception, without what the runtime adds.</summary>
    public static string OneLine(Exception e)
    {
        string message = SomOption.MessageOf(Cause(e));
        int added = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return (added < 0 ? message : message[..added]).ReplaceLineEndings(" ");
    }

    /// <summary>Returns the message of an exception that may come from the storage of jobs.</summary>
    public static string Plain(Exception e) => OfStorage(e) ?? OneLine(e);

    /// <summary>Returns the message for a failure of a silo.</summary>
    public static string OfSilo(Exception e) =>
        Cause(e) switch
        {
            TimeoutException => "does not answer in time",
            SiloUnavailableException or OrleansMessageRejectionException or System.Net.Sockets.SocketException =>
                "does not answer",
            var cause => OfStorage(e) ?? OneLine(cause),
        };

    /// <summary>Returns a short message for a failure of the storage of jobs; null for other errors.</summary>
    private static string? OfStorage(Exception e)
    {
        // From another silo it may come as text.
        for (Exception? inner = Cause(e); inner is not null; inner = inner.InnerException)
            if (
                inner is RedisException or RedisTimeoutException
                || (!IsOfData(inner) && $"{inner.GetType().Name} {inner.Message}".Contains("Redis", StringComparison.Ordinal))
            )
                return "Redis does not answer";
        return Cause(e) is OrleansException or TimeoutException ? "no silo answers" : null;
    }

    // Their messages name files, which may be called anything.
    private static bool IsOfData(Exception e) =>
        e
            is Training.PartFailedException
                or InvalidDataException
                or ArgumentException
                or FileNotFoundException
                or DirectoryNotFoundException
                or UnauthorizedAccessException;

    /// <summary>Returns the original exception inside the wrappers of the runtime.</summary>
    private static Exception Cause(Exception e) =>
        e is AggregateException or OrleansException && e.InnerException is { } inner ? Cause(inner) : e;
}
