using System.CommandLine;
using System.Runtime.CompilerServices;
using Dbgsom.Explorer;
using Dbgsom.Files;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands;

/// <summary>dbgsom explore: a page that trains maps and shows them while they grow.</summary>
internal sealed class ExploreCommand
{
    private readonly Argument<string?> file = new("MODEL|DATA")
    {
        Description =
            $"a saved map to show, or a data file to open first: {string.Join(", ", DataFiles.Extensions)}; default: the embedded sample",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<int?> port = OptionsOf.Whole(
        "--port",
        0,
        ushort.MaxValue,
        "the port on 127.0.0.1; default: 0, any free port"
    );
    private readonly Option<string?> folder = OptionsOf.Text(
        "--folder",
        "DIR",
        "a folder whose data files and maps can be opened on the page, including four levels of subfolders; links are not followed"
    );
    private readonly Option<bool> noBrowser = new("--no-browser") { Description = "print the address without opening a browser" };
    private readonly Option<long?> maxUpload = OptionsOf.Parsed<long?>(
        "--max-upload",
        "size",
        "the maximum size of an uploaded file, such as 500M or 2G; default: 100M",
        text =>
            ByteSize.Parse(text) is > 0 and var size
                ? size
                : throw new ArgumentException($"'{text}' is not a size of at least one byte")
    );

    private ExploreCommand() { }

    public static Command Create(CancellationToken cancellationToken)
    {
        var explore = new ExploreCommand();
        explore.file.Validators.Add(OptionsOf.RefuseNoPaths);
        var command = new Command("explore", "Open a page that trains maps and shows them while they grow. Ctrl-C ends it.")
        {
            explore.file,
            explore.port,
            explore.folder,
            explore.noBrowser,
            explore.maxUpload,
        };
        command.SetAction(parsed => explore.Run(parsed, cancellationToken));
        return command;
    }

    // Of its own, so that other commands load nothing of the server.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Run(ParseResult parsed, CancellationToken cancellationToken) =>
        Serve(parsed, cancellationToken).GetAwaiter().GetResult();

    private async Task<int> Serve(ParseResult parsed, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed);
        var options = new ExplorerOptions
        {
            File = parsed.GetValue(file),
            Port = parsed.GetValue(port) ?? 0,
            Folder = parsed.GetValue(folder),
            MaxUpload = parsed.GetValue(maxUpload) ?? ExplorerOptions.DefaultMaxUpload,
        };
        var explorer = await ExplorerServer.StartAsync(options, cancellationToken);
        await using (explorer.ConfigureAwait(false))
        {
            Console.Out.WriteLine(explorer.StartAddress);
            screen.Note("the address is valid once, for one browser; Ctrl-C ends the explorer");
            if (!parsed.GetValue(noBrowser) && !explorer.TryOpenBrowser())
                screen.Note("no browser could be opened; open the address yourself");
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new InterruptedException("the explorer has ended; maps that were not downloaded are deleted");
            }
        }
        return 0;
    }
}
