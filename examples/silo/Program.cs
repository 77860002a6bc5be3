// A silo in a host of one's own: logging, metrics and health are those of the host.
//
//     DBGSOM_REDIS=127.0.0.1:6379 dotnet run -c Release --project examples/silo

using System.Net;
using Dbgsom.Cluster;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Configuration;
using Orleans.Runtime;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;
string redis = settings["DBGSOM_REDIS"] ?? throw new InvalidOperationException("DBGSOM_REDIS is not set: give host:port");

builder.UseOrleans(silo =>
    silo.UseDbgsomRedis(new DbgsomClusterOptions { Redis = redis })
        .AddDbgsom(new DbgsomSiloOptions { MemoryBytes = 2L << 30 })
        .Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(settings["SILO_ADDRESS"] ?? "127.0.0.1");
            endpoint.SiloPort = settings.GetValue("SILO_PORT", 11111);
            endpoint.GatewayPort = settings.GetValue("GATEWAY_PORT", 30000);
        })
);
builder.Services.AddHealthChecks().AddCheck<SiloHealth>("silo");

var app = builder.Build();
app.MapHealthChecks("/health");
app.Run();

/// <summary>Healthy while the other silos take this one for alive.</summary>
internal sealed class SiloHealth(ISiloStatusOracle silo) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            silo.CurrentStatus == SiloStatus.Active
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{silo.CurrentStatus}")
        );
}
