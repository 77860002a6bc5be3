using System.CommandLine;
using Dbgsom.Cluster;
using Dbgsom.Naming;

namespace Dbgsom.Cli.Commands.Cluster;

/// <summary>The options that say what a silo gives to training.</summary>
internal sealed class SiloArguments
{
    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads of a silo; default: one per core, divided among the silos of a process; the map is the same for any number"
    );
    private readonly Option<long?> memory = OptionsOf.Parsed<long?>(
        "--memory",
        "size",
        "memory of a silo for samples and their scaled copies, such as 2G; the rest stays in its file or goes to a scratch file; default: 512M",
        text => ByteSize.Parse(text)
    );
    private readonly Option<string?> scratch = OptionsOf.Text(
        "--scratch",
        "DIR",
        "the folder of a silo for scratch files, which are deleted afterwards; default: the folder of temporary files"
    );

    /// <param name="command">The command.</param>
    /// <param name="hasScratch">True if it has --scratch already.</param>
    public void AddTo(Command command, bool hasScratch = false)
    {
        command.Add(threads);
        command.Add(memory);
        if (!hasScratch)
            command.Add(scratch);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="silos">How many silos share this process.</param>
    /// <param name="scratchDirectory">The folder for scratch files, where it was given otherwise.</param>
    public DbgsomSiloOptions Read(ParseResult parsed, int silos = 1, string? scratchDirectory = null)
    {
        string? folder = scratchDirectory ?? parsed.GetValue(scratch);
        if (folder is not null && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"--scratch {folder}: the folder does not exist");
        var options = new DbgsomSiloOptions
        {
            Threads = parsed.GetValue(threads) ?? Math.Max(1, Environment.ProcessorCount / silos),
            ScratchDirectory = folder,
        };
        return parsed.GetValue(memory) is { } bytes ? options with { MemoryBytes = bytes } : options;
    }
}
