using System.CommandLine;
using System.CommandLine.Parsing;
using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>MODEL: a saved map.</summary>
internal sealed class ModelArgument
{
    private readonly Argument<string> path = new("MODEL") { Description = "a map saved by train" };

    /// <summary>Why a map does not know what training samples tell, and what mends it.</summary>
    public const string NoSamples =
        "it was made from given weights without samples; make it with samples: dbgsom import CODEBOOK DATA -o MODEL";

    private readonly Option<int?> threads = OptionsOf.Whole(
        "--threads",
        1,
        int.MaxValue,
        "maximum number of threads; default: one per core, and one for small inputs; results are the same for any number"
    );

    public ModelArgument() => path.Validators.Add(OptionsOf.RefuseNoPaths);

    public void AddTo(Command command) => command.Add(path);

    /// <summary>For commands that compare samples with the map.</summary>
    public void AddThreadsTo(Command command) => command.Add(threads);

    public string Path(ParseResult parsed) => parsed.GetRequiredValue(path);

    public SomMap Load(ParseResult parsed)
    {
        string given = Path(parsed);
        if (Directory.Exists(given))
            throw new InvalidDataException($"{given} is a folder, not a model");
        if (!File.Exists(given))
            throw new FileNotFoundException($"{given}: the file does not exist");
        try
        {
            return SomMap.Load(given).WithThreads(parsed.GetValue(threads));
        }
        catch (InvalidDataException e) when (DataSource.Extension(given) is { } extension && extension != ".npz")
        {
            throw new InvalidDataException(Misplaced(parsed, given), e);
        }
    }

    /// <summary>Returns the error message for a data file in the place of a model, which also detects swapped arguments.</summary>
    private static string Misplaced(ParseResult parsed, string given)
    {
        var command = parsed.CommandResult.Command;
        string? model = parsed
            .CommandResult.Children.OfType<ArgumentResult>()
            .Where(result => result.Argument.Name != "MODEL")
            .SelectMany(result => result.Tokens)
            .Select(token => token.Value)
            .FirstOrDefault(SavedMap.Is);
        string valid = string.Join(' ', command.Arguments.Select(argument => argument.Name));
        return model is null
            ? $"{given} is a data file in the place of MODEL, a map saved by train; valid is {command.Name} {valid}"
            : $"{given} and {model} seem swapped: the first is a data file, the second a map; valid is {command.Name} {valid}";
    }
}
