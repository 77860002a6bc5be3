using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Dbgsom.Cli;

/// <summary>The first page of help: the commands in groups, one line each, on one screen.</summary>
/// <param name="usual">The help of single commands.</param>
internal sealed class RootHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Commands in the order in which people need them.</summary>
    public static IReadOnlyList<(string Title, string[] Commands)> Groups { get; } =
    [
        ("Make a map and look at it", ["demo", "inspect", "train", "report", "plot", "explore", "info"]),
        ("Apply it to data", ["predict", "measure", "groups", "drift", "similar", "impute", "labels", "mixture"]),
        ("Make more of it", ["update", "refine", "ensemble", "estimate", "import", "export"]),
        ("Share the work", ["cluster", "pass", "merge"]),
    ];

    /// <summary>Gives a tool its first page of help.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new RootHelp((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult) =>
        parseResult.CommandResult.Command is RootCommand root
            ? Write(root, parseResult.InvocationConfiguration.Output)
            : usual.Invoke(parseResult);

    private static int Write(RootCommand root, TextWriter output)
    {
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine(
            $"  {Tool.Name} FILE             train a map on a table and write a page about it (train FILE --report)"
        );
        output.WriteLine($"  {Tool.Name} COMMAND --help   show what a command takes");
        foreach (var (title, commands) in Groups)
        {
            output.WriteLine();
            output.WriteLine($"{title}:");
            foreach (string name in commands)
                output.WriteLine($"  {name, -9} {FirstSentence(root.Subcommands.Single(one => one.Name == name).Description!)}");
        }
        output.WriteLine();
        output.WriteLine("  -q, --quiet   print only the result: no progress, notes or summary");
        output.WriteLine("  --help-all    show all options, with the rare ones");
        output.WriteLine("  --version     show the version");
        return 0;
    }

    /// <summary>A description up to its first full stop.</summary>
    internal static string FirstSentence(string description) =>
        description.IndexOf(". ", StringComparison.Ordinal) is >= 0 and var end ? description[..end] : description.TrimEnd('.');
}
