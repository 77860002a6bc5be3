using System.CommandLine;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>--old: the samples from before, beside which new ones are DATA.</summary>
internal sealed class EarlierData(string description)
{
    private readonly Option<string[]> old = new("--old")
    {
        HelpName = "FILE…",
        Description = description,
        AllowMultipleArgumentsPerToken = true,
    };

    public void AddTo(Command command) => command.Add(old);

    /// <summary>The files; empty where none were named.</summary>
    public IReadOnlyList<string> Paths(ParseResult parsed)
    {
        string[] paths = parsed.GetValue(old) ?? [];
        return paths.Contains("-") ? throw new UsageException("--old needs files; only DATA can be -") : paths;
    }

    /// <summary>The samples, read as DATA is; null where none were named.</summary>
    public LoadedData? Load(
        DataArguments data,
        SomMap map,
        ParseResult parsed,
        Screen screen,
        CancellationToken cancellationToken
    ) => Paths(parsed) is { Count: > 0 } paths ? data.LoadFor(map, parsed, screen, cancellationToken, paths: paths) : null;
}
