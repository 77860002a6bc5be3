using System.CommandLine;
using Dbgsom.Cluster;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>The options that say where a command finds silos: those of a cluster, or some in this process.</summary>
internal sealed class ClusterConnection
{
    private readonly ClusterArguments cluster = new();
    private readonly SiloArguments silo = new();
    private readonly Option<int?> silos = OptionsOf.Whole(
        "--silos",
        1,
        64,
        "without --redis: the number of silos in this process; default: 1"
    );

    /// <param name="command">The command.</param>
    /// <param name="hasScratch">True if it has --scratch already.</param>
    /// <param name="others">Other options that belong here.</param>
    public void AddTo(Command command, bool hasScratch, params ReadOnlySpan<Option> others)
    {
        cluster.AddTo(command);
        command.Add(silos);
        foreach (var option in others)
            command.Add(option);
        silo.AddTo(command, hasScratch);
    }

    /// <summary>True if the silos are those of a cluster.</summary>
    public bool IsRemote(ParseResult parsed) => cluster.Read(parsed) is not null;

    /// <summary>Refuses a command line without a cluster.</summary>
    public void RequireRemote(ParseResult parsed) => cluster.Require(parsed);

    /// <summary>Connects to the cluster, or starts silos in this process where none is named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="scratchDirectory">The folder for scratch files, where another option names it.</param>
    /// <param name="state">--state: the folder that keeps jobs of this process; null for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task<DbgsomCluster> Open(
        ParseResult parsed,
        string? scratchDirectory,
        string? state,
        CancellationToken cancellationToken
    )
    {
        if (cluster.Read(parsed) is not { } remote)
        {
            int count = parsed.GetValue(silos) ?? 1;
            string? folder = state is null ? null : Path.GetFullPath(state);
            return DbgsomCluster.StartLocal(count, silo.Read(parsed, count, scratchDirectory), folder, cancellationToken);
        }
        if (parsed.GetResult(silos) is not null)
            throw new UsageException("--silos starts silos in this process; with --redis the running silos are used");
        if (state is not null)
            throw new UsageException("--state is for silos of this process; with --redis jobs are stored in Redis");
        return DbgsomCluster.Connect(remote, cancellationToken);
    }
}
