using System.CommandLine;
#if !WITHOUT_CLUSTER
using Dbgsom.Cli.Commands.Cluster;
#endif

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom cluster …: training on several machines.</summary>
internal static class ClusterCommand
{
    public static Command Create(CancellationToken cancellationToken)
    {
        var command = new Command(
            "cluster",
            "Train on several machines. The map is the same as on one machine, even if one fails. All machines must see the files."
        );
#if WITHOUT_CLUSTER
        // Its own words, whatever they are, so that there is one answer.
        var rest = new Argument<string[]>("…") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        command.Add(rest);
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            int (ParseResult _) =>
                throw new NotSupportedException(
                    "this binary is compiled ahead of time and does not include cluster; install the .NET tool, or use a build for the .NET runtime"
                )
        );
#else
        command.Add(ClusterSiloCommand.Create(cancellationToken));
        command.Add(ClusterTrainCommand.Create(cancellationToken));
        command.Add(ClusterStatusCommand.Create(cancellationToken));
        command.Add(ClusterStopCommand.Create(cancellationToken));
        command.Add(ClusterResumeCommand.Create(cancellationToken));
        command.Add(ClusterPredictCommand.Create(cancellationToken));
        command.Add(ClusterMeasureCommand.Create(cancellationToken));
        command.Add(ClusterRefineCommand.Create(cancellationToken));
#endif
        return command;
    }
}
