using System.CommandLine;

namespace Dbgsom.Cli;

/// <summary>MODEL: a saved map.</summary>
internal sealed class ModelArgument
{
    private readonly Argument<string> path = new("MODEL") { Description = "a map saved by train" };

    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "most threads; default: one a core, and one for small inputs; the answers are the same for any number"
    );

    public ModelArgument() => path.Validators.Add(OptionsOf.RefuseNoPaths);

    public void AddTo(Command command) => command.Add(path);

    /// <summary>For commands that compare samples with the map.</summary>
    public void AddThreadsTo(Command command) => command.Add(threads);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(path);

    public SomMap Load(ParseResult parsed) =>
        Directory.Exists(Path(parsed)) ? throw new InvalidDataException($"{Path(parsed)} is a folder, no model")
        : File.Exists(Path(parsed)) ? SomMap.Load(Path(parsed)).WithThreads(parsed.GetValue(threads))
        : throw new FileNotFoundException($"{Path(parsed)}: there is no such file");
}
