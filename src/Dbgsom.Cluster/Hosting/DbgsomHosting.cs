using System.Net;
using Dbgsom.Cluster.Grains;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Cluster.Training;
using Dbgsom.Naming;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Persistence;
using Orleans.Storage;
using StackExchange.Redis;

namespace Dbgsom.Cluster;

/// <summary>Adds training on a cluster to Orleans hosts.</summary>
public static class DbgsomHosting
{
    // Redis may be away for a moment: calls fail after this, and are made again.
    private static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the services that training needs to a silo. The host configures clustering, ports and the storage named "dbgsom", see
    /// <see cref="UseDbgsomRedis(ISiloBuilder, DbgsomClusterOptions)"/>.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">The resources for training; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static ISiloBuilder AddDbgsom(this ISiloBuilder silo, DbgsomSiloOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(silo);
        options ??= new DbgsomSiloOptions();
        options.Validate();
        silo.AddPlacementDirector<WantedPlacement, WantedPlacementDirector>();
        // With the usual directory a silo that dies takes down grains elsewhere that it was the directory of: the job, and parts.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
        silo.Services.AddSingleton(options);
        silo.Services.AddSingleton<SiloWork>();
        silo.Services.AddSingleton<JobRunners>();
        silo.Services.AddHostedService<JobKeeper>();
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // A silo that is gone is noticed within seconds.
            membership.ProbeTimeout = TimeSpan.FromSeconds(2);
            membership.NumMissedProbesLimit = 3;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            membership.MaxJoinAttemptTime = TimeSpan.FromSeconds(60);
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.MaxMessageBodySize = int.MaxValue);
        return silo;
    }

    /// <summary>Uses a Redis server for the membership of silos and for the state of jobs.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public static ISiloBuilder UseDbgsomRedis(this ISiloBuilder silo, DbgsomClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(options);
        var redis = Connection(options);
        silo.Configure<ClusterOptions>(cluster => Name(cluster, options));
        silo.UseRedisClustering(clustering => clustering.ConfigurationOptions = redis);
        silo.AddRedisGrainStorage(
            JobGrain.Storage,
            (OptionsBuilder<RedisStorageOptions> storage) =>
                storage.Configure<IServiceProvider>(
                    (redisStorage, services) =>
                    {
                        redisStorage.ConfigurationOptions = redis;
                        redisStorage.GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(
                            services
                        );
                    }
                )
        );
        return silo;
    }

    /// <summary>Connects a client to the silos of a Redis server.</summary>
    /// <exception cref="ArgumentException">The connection string is invalid.</exception>
    public static IClientBuilder UseDbgsomRedis(this IClientBuilder client, DbgsomClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        var redis = Connection(options);
        client.Configure<ClusterOptions>(cluster => Name(cluster, options));
        client.UseRedisClustering(clustering => clustering.ConfigurationOptions = redis);
        client.Configure<ClientMessagingOptions>(messaging => messaging.MaxMessageBodySize = int.MaxValue);
        return client;
    }

    /// <summary>The options of a connection: patient, so that silos outlive a server that is started again.</summary>
    internal static ConfigurationOptions Connection(DbgsomClusterOptions options)
    {
        ConfigurationOptions redis;
        try
        {
            redis = ConfigurationOptions.Parse(options.Redis);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The whole of it may hold a password.
            throw new ArgumentException(
                $"the Redis connection string is invalid: {Text.OneLine(e)} Give host:port",
                nameof(options)
            );
        }
        redis.AbortOnConnectFail = false;
        redis.ConnectTimeout = (int)RedisTimeout.TotalMilliseconds;
        redis.SyncTimeout = (int)RedisTimeout.TotalMilliseconds;
        redis.AsyncTimeout = (int)RedisTimeout.TotalMilliseconds;
        return redis;
    }

    private static void Name(ClusterOptions cluster, DbgsomClusterOptions options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.ClusterName, options.ClusterName);
}
