using Dbgsom.Files;

namespace Dbgsom.Cli;

/// <summary>Names a result after its input where no name was given.</summary>
internal static class DefaultOutput
{
    private const string MapExtension = ".som";

    /// <summary>The given name, or that of the input with another extension, in the current folder.</summary>
    /// <param name="given">The name that was asked for; null for the default.</param>
    /// <param name="inputs">The files or the folder that the result is made from.</param>
    /// <param name="extension">What stands in place of the input's extension, such as <c>.html</c> or <c>-network.png</c>.</param>
    /// <param name="screen">Where it is said that an earlier result is replaced.</param>
    /// <exception cref="UsageException">No name was given, and the input is standard input or more than one file.</exception>
    public static string Name(string? given, IReadOnlyList<string> inputs, string extension, Screen screen)
    {
        if (given is not null)
            return given;
        if (inputs is not [var input] || input == "-")
            throw new UsageException(
                $"{(inputs is ["-"] ? "standard input has no name" : "there are several files")} to call the result after; name it with -o NAME{extension}"
            );
        string name = Stem(input) + extension;
        if (File.Exists(name))
            screen.Note($"{name} exists and will be replaced; -o writes to another file");
        return name;
    }

    /// <summary>The name of a file without folder and extension: <c>iris</c> for <c>data/iris.csv.gz</c> and <c>maps/iris.som.npz</c>.</summary>
    public static string Stem(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string extension = DataSource.Extension(name) ?? Path.GetExtension(name);
        name = name[..^extension.Length];
        return name.EndsWith(MapExtension, StringComparison.OrdinalIgnoreCase) ? name[..^MapExtension.Length] : name;
    }
}
