using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Dbgsom.Cli.Commands;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>The tool: its commands, and what every one of them has in common.</summary>
internal static class Tool
{
    /// <summary>The name a person types.</summary>
    public const string Name = "dbgsom";

    /// <summary>Runs a command line and returns its exit code: 0 done, 1 failed, 2 wrong arguments, 128 + n ended by signal n.</summary>
    public static int Run(string[] args)
    {
        StandardStreams.Guard();
        using var interruption = new Interruption();
        try
        {
            var parsed = Parse(args, interruption.Token);
            if (args.Length == 0)
                Parse(["--help"], interruption.Token).Invoke();
            else if (parsed.Errors.Count == 0 || parsed.Action is HelpAction or RootHelp)
                return parsed.Invoke(
                    new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
                );
            throw new UsageException(Complaint(parsed));
        }
        catch (Exception e)
        {
            return Failure.Report(e, interruption);
        }
    }

    /// <summary>Reads a command line, and runs nothing.</summary>
    /// <param name="args">The command line; an argument that begins with @ may be a file name, and is no file of arguments.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    internal static ParseResult Parse(string[] args, CancellationToken cancellationToken)
    {
        var root = Build(cancellationToken);
        if (args.Contains(RareOptions.HelpForAll))
            args = [.. args.Select(arg => arg == RareOptions.HelpForAll ? "--help" : arg)];
        else
        {
            RareOptions.Hide(root);
            RootHelp.AddTo(root);
        }
        args = WithCommand(args, root);
        return root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    /// <summary>A file alone stands for what people do with it first: a map is described; on a table a map is trained, and a page written.</summary>
    private static string[] WithCommand(string[] args, RootCommand root)
    {
        int at = Array.FindIndex(args, arg => !arg.StartsWith('-'));
        if (at < 0 || root.Subcommands.Any(command => command.Name == args[at]) || !System.IO.Path.Exists(args[at]))
            return args;
        string[] options = args[..at];
        return SavedMap.Is(args[at]) ? [.. options, "info", .. args[at..]] : [.. options, "train", .. args[at..], "--report"];
    }

    private static RootCommand Build(CancellationToken cancellationToken)
    {
        var root = new RootCommand("Growing self-organizing maps: a picture of your data, its clusters and its odd rows.")
        {
            Screen.QuietOption,
            new Option<bool>(RareOptions.HelpForAll)
            {
                Description = "show help with all options, including rarely used ones",
                Recursive = true,
            },
        };
        root.HelpName = Name;
        root.Add(DemoCommand.Create(cancellationToken));
        root.Add(InspectCommand.Create(cancellationToken));
        root.Add(EstimateCommand.Create(cancellationToken));
        root.Add(TrainCommand.Create(cancellationToken));
        root.Add(PredictCommand.Create(cancellationToken));
        root.Add(ImputeCommand.Create(cancellationToken));
        root.Add(LabelsCommand.Create(cancellationToken));
        root.Add(SimilarCommand.Create(cancellationToken));
        root.Add(EnsembleCommand.Create(cancellationToken));
        root.Add(MixtureCommand.Create(cancellationToken));
        root.Add(RefineCommand.Create(cancellationToken));
        root.Add(MeasureCommand.Create(cancellationToken));
        root.Add(GroupsCommand.Create(cancellationToken));
        root.Add(DriftCommand.Create(cancellationToken));
        root.Add(UpdateCommand.Create(cancellationToken));
        root.Add(PlotCommand.Create(cancellationToken));
        root.Add(ReportCommand.Create(cancellationToken));
        root.Add(ImportCommand.Create(cancellationToken));
        root.Add(ExportCommand.Create());
        root.Add(InfoCommand.Create(cancellationToken));
        root.Add(ExploreCommand.Create(cancellationToken));
        root.Add(ClusterCommand.Create(cancellationToken));
        root.Add(PassCommand.Create(cancellationToken));
        root.Add(MergeCommand.Create());
        return root;
    }

    /// <summary>"cluster train".</summary>
    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } above and not RootCommand
            ? $"{Path(above)} {command.Name}"
            : command.Name;

    /// <summary>"; did you mean train?", or nothing.</summary>
    internal static string Meant(string word, IEnumerable<string> known) =>
        Spelling.Nearest(word, known) is { } meant ? $"; did you mean {meant}?" : "";

    private static string Complaint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string called = command is RootCommand ? Name : $"{Name} {Path(command)}";
        string what =
            parsed.Tokens.Count == 0 ? "give a command"
            : command is RootCommand && parsed.UnmatchedTokens.Count > 0
                ? $"unknown command {(parsed.UnmatchedTokens[0].Contains('.') ? "or file " : "")}'{parsed.UnmatchedTokens[0]}'{Meant(parsed.UnmatchedTokens[0], command.Subcommands.Select(one => one.Name))}"
            : parsed.Errors[0].Message;
        string separator = what.EndsWith('?') ? " See" : "; see";
        return $"{what.TrimEnd('.', ' ')}{separator} {called} --help";
    }
}
