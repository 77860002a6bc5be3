using StackExchange.Redis;

namespace Dbgsom.Cluster.Hosting;

/// <summary>The Redis server that silos meet at.</summary>
internal static class RedisServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks whether the server is there, so that a wrong address is one clear line.</summary>
    /// <exception cref="IOException">It does not answer.</exception>
    /// <exception cref="ArgumentException">The address is invalid.</exception>
    public static async Task Check(DbgsomClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var redis = DbgsomHosting.Connection(options);
        if (redis.EndPoints.Count == 0)
            throw new ArgumentException("the Redis connection names no server; give host:port");
        redis.AbortOnConnectFail = true;
        redis.ConnectTimeout = (int)Patience.TotalMilliseconds;
        try
        {
            await using var connection = await ConnectionMultiplexer
                .ConnectAsync(redis)
                .WaitAsync(2 * Patience, cancellationToken);
            await connection.GetDatabase().PingAsync();
        }
        catch (Exception e) when (e is RedisException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // What the library says is long, and may name passwords: the address is enough.
            string why = e is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                ? "it does not accept the password"
                : "it does not answer";
            throw new IOException($"Redis at {Where(options)}: {why}", e);
        }
    }

    /// <summary>The addresses of a connection, without the password that may be with them.</summary>
    public static string Where(DbgsomClusterOptions options) =>
        string.Join(
            ",",
            DbgsomHosting
                .Connection(options)
                .EndPoints.Select(point => point.ToString()!.Replace("Unspecified/", "", StringComparison.Ordinal))
        );
}
