using System.CommandLine;

namespace Dbgsom.Cli;

/// <summary>Options that few people need: help names them only when asked for all, and they work all the same.</summary>
internal static class RareOptions
{
    /// <summary>Help with all options.</summary>
    public const string HelpForAll = "--help-all";

    // How files are read where they are unusual, and the details of training.
    private static readonly HashSet<string> Names =
    [
        "--array",
        "--labels",
        "--one-hot",
        "--max-categories",
        "--comment",
        "--skip",
        "--header-lines",
        "--units",
        "--thousands",
        "--encoding",
        "--header",
        "--label-header",
        "--missing-text",
        "--map-above",
        "--max-unpacked",
        "--scratch",
        "--ordinal",
        "--date-order",
        "--transform",
        "--category-weight",
        "--max-neurons",
        "--boundary",
        "--starting-weights",
        "--start",
        "--sigma-start",
        "--sigma-end",
        "--sigma-fine",
        "--decay",
        "--neighborhood",
        "--neighborhood-cutoff",
        "--cutgauss-phase",
        "--pointer-search",
        "--coarse-fraction",
        "--convergence-threshold",
        "--winner-stability",
        "--smoothing-steps",
        "--smoothing-epsilon",
        "--growth-rule",
        "--growth-criterion",
        "--min-samples-vertical-growth",
        "--tau2",
        "--max-depth",
        "--class-vote",
        "--max-missing",
        "--no-pruning",
        "--precision",
    ];

    /// <summary>The names of the rare options.</summary>
    public static IReadOnlyCollection<string> All => Names;

    /// <summary>Leaves rare options out of the help of a command and those below it.</summary>
    public static void Hide(Command command)
    {
        foreach (var option in command.Options.Where(option => Names.Contains(option.Name)))
            option.Hidden = true;
        foreach (var below in command.Subcommands)
            Hide(below);
    }
}
