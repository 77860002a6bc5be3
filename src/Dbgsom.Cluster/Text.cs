namespace Dbgsom.Cluster;

/// <summary>Messages for people.</summary>
internal static class Text
{
    /// <summary>The message of an exception, without what the runtime adds.</summary>
    public static string OneLine(Exception e)
    {
        string message = e is AggregateException { InnerException: { } inner } ? inner.Message : e.Message;
        int added = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return (added < 0 ? message : message[..added]).ReplaceLineEndings(" ");
    }
}
