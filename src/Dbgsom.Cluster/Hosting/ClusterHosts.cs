using System.Net;
using System.Net.Sockets;
using Dbgsom.Cluster.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Dbgsom.Cluster.Hosting;

/// <summary>Hosts of silos and clients.</summary>
internal static class ClusterHosts
{
    private static readonly TimeSpan Stopping = TimeSpan.FromSeconds(10);

    /// <summary>Starts a client of silos that meet at a Redis server.</summary>
    public static async Task<IHost> StartClient(DbgsomClusterOptions options, CancellationToken cancellationToken)
    {
        var builder = Builder();
        builder.UseOrleansClient(client => client.UseDbgsomRedis(options));
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
            return host;
        }
        catch (Exception e) when (e is Orleans.Runtime.OrleansException or TimeoutException)
        {
            await Stop(host);
            throw new IOException(
                $"no silo of the cluster '{options.ClusterName}' answers; start one with: dbgsom cluster silo --redis {RedisServer.Where(options)}",
                e
            );
        }
    }

    /// <summary>Starts a silo that meets others at a Redis server.</summary>
    /// <param name="options">Which cluster.</param>
    /// <param name="silo">The resources for training.</param>
    /// <param name="address">The address other silos and clients find it at.</param>
    /// <param name="port">The port for other silos.</param>
    /// <param name="gateway">The port for clients.</param>
    /// <param name="lost">Receives the reason when the silo has to stop at once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static async Task<IHost> StartSilo(
        DbgsomClusterOptions options,
        DbgsomSiloOptions silo,
        IPAddress address,
        int port,
        int gateway,
        Action<string> lost,
        CancellationToken cancellationToken
    )
    {
        await RedisServer.Check(options, cancellationToken);
        var builder = Builder();
        builder.UseOrleans(orleans =>
            orleans
                .UseDbgsomRedis(options)
                .AddDbgsom(silo)
                .ConfigureEndpoints(address, port, gateway, listenOnAnyHostAddress: false)
                .Services.AddSingleton<Orleans.Runtime.IFatalErrorHandler>(new FatalErrors(lost))
        );
        return await Start(builder, port, gateway, cancellationToken);
    }

    /// <summary>Starts silos in this process, which find one another by themselves.</summary>
    public static async Task<IReadOnlyList<IHost>> StartLocal(
        int silos,
        DbgsomSiloOptions options,
        string? stateDirectory,
        CancellationToken cancellationToken
    )
    {
        var ports = FreePorts(2 * silos);
        var first = new IPEndPoint(IPAddress.Loopback, ports[0]);
        var hosts = new List<IHost>();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < silos; i++)
            {
                var (port, gateway) = (ports[2 * i], ports[(2 * i) + 1]);
                var builder = Builder();
                builder.UseOrleans(orleans =>
                {
                    orleans.UseLocalhostClustering(port, gateway, first, "dbgsom-local", "dbgsom-local").AddDbgsom(options);
                    // They live and die together.
                    orleans.Configure<ClusterMembershipOptions>(membership => membership.LivenessEnabled = false);
                    if (stateDirectory is null)
                        orleans.AddMemoryGrainStorage(JobGrain.Storage);
                    else
                        orleans.Services.AddKeyedSingleton<Orleans.Storage.IGrainStorage>(
                            JobGrain.Storage,
                            (services, _) => ActivatorUtilities.CreateInstance<FileStorage>(services, stateDirectory)
                        );
                });
                // A silo that is canceled amid its start never ends: Orleans goes on asking for members, on one core. A start takes a second.
                hosts.Add(await Start(builder, port, gateway, CancellationToken.None));
                cancellationToken.ThrowIfCancellationRequested();
            }
            return hosts;
        }
        catch
        {
            foreach (var host in hosts)
                await Stop(host);
            throw;
        }
    }

    /// <summary>Ends a host, its work handed over where others are there to take it.</summary>
    public static async Task Stop(IHost host)
    {
        using var patience = new CancellationTokenSource(Stopping);
        try
        {
            await host.StopAsync(patience.Token);
        }
        catch (Exception e)
            when (e is OperationCanceledException or Orleans.Runtime.OrleansException or InvalidOperationException)
        {
            // It goes all the same.
        }
        host.Dispose();
    }

    private static async Task<IHost> Start(
        HostApplicationBuilder builder,
        int port,
        int gateway,
        CancellationToken cancellationToken
    )
    {
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
            return host;
        }
        catch (Exception e) when (Cause<SocketException>(e) is { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            await Stop(host);
            throw new IOException($"port {port} or {gateway} is in use; give others with --port and --gateway", e);
        }
        catch (Exception e)
        {
            await Stop(host);
            // A start that is canceled fails in many ways, as whatever was being started then sees it.
            if (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw new OperationCanceledException("the start was canceled", e, cancellationToken);
            throw;
        }
    }

    private static T? Cause<T>(Exception? e)
        where T : Exception =>
        e is null or T ? (T?)e : Cause<T>(e is AggregateException many ? many.InnerExceptions[0] : e.InnerException);

    private static HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        // What people have to know of comes with the status of jobs; the rest of a cluster's talk is for those who ask for it.
        string? level = Environment.GetEnvironmentVariable("DBGSOM_LOG");
        builder.Logging.SetMinimumLevel(Enum.TryParse(level, ignoreCase: true, out LogLevel parsed) ? parsed : LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Stopping);
        return builder;
    }

    private static int[] FreePorts(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }
}
