using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>The options that say which cluster.</summary>
internal sealed class ClusterArguments
{
    /// <summary>Where the connection is read from when it is not given: it may hold a password.</summary>
    private const string Variable = "DBGSOM_REDIS";

    private readonly Option<string?> redis = OptionsOf.Text(
        "--redis",
        "HOST:PORT",
        $"the Redis server of the cluster, as a connection string of StackExchange.Redis; default: the value of {Variable}, the place for passwords"
    );
    private readonly Option<string?> name = OptionsOf.Text(
        "--cluster",
        "name",
        "the name of the cluster; silos with the same name and Redis server form a cluster; default: dbgsom"
    );

    public void AddTo(Command command)
    {
        command.Add(redis);
        command.Add(name);
    }

    /// <summary>Which cluster; null where no Redis is named.</summary>
    public DbgsomClusterOptions? Read(ParseResult parsed)
    {
        string? given = parsed.GetValue(redis) ?? Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(given))
            return parsed.GetValue(redis) is null ? null : throw new UsageException("--redis is empty; give host:port");
        var options = new DbgsomClusterOptions { Redis = given };
        return parsed.GetValue(name) is { Length: > 0 } cluster ? options with { ClusterName = cluster } : options;
    }

    /// <summary>Which cluster, for a command that needs one.</summary>
    public DbgsomClusterOptions Require(ParseResult parsed) =>
        Read(parsed) ?? throw new UsageException($"--redis is missing: give the Redis server of the cluster, or set {Variable}");
}
