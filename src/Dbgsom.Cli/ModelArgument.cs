using System.CommandLine;

namespace Dbgsom.Cli;

/// <summary>MODEL: a saved map.</summary>
internal sealed class ModelArgument
{
    private readonly Argument<string> path = new("MODEL") { Description = "a map saved by train" };

    public ModelArgument() => path.Validators.Add(OptionsOf.RefuseNoPaths);

    public void AddTo(Command command) => command.Add(path);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(path);

    public SomMap Load(ParseResult parsed) =>
        Directory.Exists(Path(parsed)) ? throw new InvalidDataException($"{Path(parsed)} is a folder, no model")
        : File.Exists(Path(parsed)) ? SomMap.Load(Path(parsed))
        : throw new FileNotFoundException($"{Path(parsed)}: there is no such file");
}
