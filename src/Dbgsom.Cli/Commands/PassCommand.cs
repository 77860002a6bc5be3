using System.CommandLine;
using Dbgsom.Distributed;
using Dbgsom.Files;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom pass: one pass over rows, for engines that run workers of their own.</summary>
internal sealed class PassCommand
{
    private readonly Argument<string> request = new("REQUEST")
    {
        Description = "the request, as written by a RemoteEngine of the library",
    };
    private readonly DataArguments data = new();
    private readonly Option<string> output = new("--output", "-o")
    {
        HelpName = "SUMS",
        Description = "the file of sums; an existing file is replaced; empty if the request concerns none of the rows",
        Required = true,
    };
    private readonly Option<long?> firstRow = OptionsOf.Parsed<long?>(
        "--first-row",
        "number",
        "the index of the first row of DATA in the data set; default: 0",
        text =>
            long.TryParse(
                text,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out long row
            )
                ? row
                : throw new ArgumentException($"'{text}' is not a whole number from 0")
    );
    private readonly Option<string[]> classes = new("--classes")
    {
        HelpName = "a,b,…",
        Description = "the classes of the data set, in their order; with --label-column, for a classifier",
    };
    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads; default: one per core; the sums are the same for any number"
    );

    private PassCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var pass = new PassCommand();
        pass.request.Validators.Add(OptionsOf.RefuseNoPaths);
        var command = new Command(
            "pass",
            "Run one training pass over some rows and save its sums. Workers of other engines use this."
        )
        {
            pass.request,
        };
        command.Add(pass.output);
        pass.data.AddTo(command);
        command.Add(pass.firstRow);
        command.Add(pass.classes);
        command.Add(pass.threads);
        command.SetAction(parsed => pass.data.Locate(() => pass.Run(parsed, cancellationToken)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        string asked = parsed.GetRequiredValue(request);
        string sums = OutputPath.Check(parsed.GetRequiredValue(output), [asked, .. data.Paths(parsed)]);
        byte[] bytes = File.ReadAllBytes(asked);
        var samples = data.Load(parsed, screen, options => options, cancellationToken);
        var known = OptionsOf.List(parsed, classes);
        if (known is not null && samples.Labels is null)
            throw new UsageException("--classes needs labels; name their column with --label-column");
        var labels = known is null ? null : ClassLabels.FromPartial(samples.Labels!, string.IsNullOrEmpty, known);
        using var host = new PassHost(
            samples.Data,
            parsed.GetValue(firstRow) ?? 0,
            labels,
            parsed.GetValue(threads),
            data.ScratchDirectory(parsed)
        );
        byte[] answer = host.Run(bytes, asked, cancellationToken);
        DiskFiles.Write(sums, answer);
        return 0;
    }
}
