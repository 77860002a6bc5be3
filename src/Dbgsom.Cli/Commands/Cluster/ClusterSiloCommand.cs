using System.CommandLine;
using System.Net;
using Dbgsom.Cluster.Hosting;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>dbgsom cluster silo: one machine of a cluster.</summary>
internal sealed class ClusterSiloCommand
{
    private readonly ClusterArguments cluster = new();
    private readonly SiloArguments silo = new();
    private readonly Option<string?> address = OptionsOf.Text(
        "--address",
        "IP",
        "the address of this machine for other silos and clients; default: 127.0.0.1, for this machine only"
    );
    private readonly Option<int?> port = OptionsOf.Whole(
        "--port",
        1,
        ushort.MaxValue,
        "the port for other silos; default: 11111"
    );
    private readonly Option<int?> gateway = OptionsOf.Whole(
        "--gateway",
        1,
        ushort.MaxValue,
        "the port for clients; default: 30000"
    );

    private ClusterSiloCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var one = new ClusterSiloCommand();
        var command = new Command(
            "silo",
            "Run a silo, one machine of a cluster, until Ctrl-C. Use its ports only in a trusted network: anyone who can reach them controls the silo."
        );
        one.cluster.AddTo(command);
        command.Add(one.address);
        command.Add(one.port);
        command.Add(one.gateway);
        one.silo.AddTo(command);
        command.SetAction(parsed => one.Run(parsed, cancellationToken).GetAwaiter().GetResult());
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var options = cluster.Require(parsed);
        string where = parsed.GetValue(address) ?? "127.0.0.1";
        if (!IPAddress.TryParse(where, out var ip))
            throw new UsageException($"--address {where} is not an IP address");
        int siloPort = parsed.GetValue(port) ?? 11111;
        int gatewayPort = parsed.GetValue(gateway) ?? 30000;
        if (siloPort == gatewayPort)
            throw new UsageException($"--port and --gateway are both {siloPort}; they must differ");
        var lost = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var host = await ClusterHosts.StartSilo(
            options,
            silo.Read(parsed),
            ip,
            siloPort,
            gatewayPort,
            why => lost.TrySetResult(why),
            cancellationToken
        );
        Screen.Line($"silo of cluster {options.ClusterName} at {ip}:{siloPort}, clients at {ip}:{gatewayPort}");
        screen.Note("Ctrl-C stops the silo; its parts move to the others");
        try
        {
            throw new IOException(await lost.Task.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The usual end of a silo.
        }
        await ClusterHosts.Stop(host);
        return 0;
    }
}
