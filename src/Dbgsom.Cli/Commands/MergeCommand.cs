using System.CommandLine;
using Dbgsom.Files;
using Dbgsom.Passes;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom merge: sums of passes over parts, merged exactly.</summary>
internal sealed class MergeCommand
{
    private readonly Argument<string[]> sums = new("SUMS")
    {
        Description = "files of sums of one pass, saved by pass or by merge, in any order",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "SUMS",
        Description = "the file of the merged sums; an existing file is replaced",
        Required = true,
    };

    private MergeCommand() { }

    public static Command Create()
    {
        var merge = new MergeCommand();
        merge.sums.Validators.Add(OptionsOf.RefuseNoPaths);
        var command = new Command("merge", "Merge the sums of one pass, exactly and in any order.") { merge.sums, merge.output };
        command.SetAction(parsed => merge.Run(parsed));
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = parsed.GetRequiredValue(sums);
        string target = OutputPath.Check(parsed.GetRequiredValue(output), files);
        byte[] merged = PassSums.Merge([.. files.Select(File.ReadAllBytes)], string.Join(", ", files));
        DiskFiles.Write(target, merged);
        return 0;
    }
}
