using Dbgsom.Plots;

namespace Dbgsom.Cli;

/// <summary>The files a figure can be saved as.</summary>
internal static class FigureOutput
{
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".svg"];

    /// <summary>Loads what drawing needs, which takes a while the first time.</summary>
    public static void Load() => _ = Figure.CanWriteText;

    /// <summary>Prints a note if no font is installed.</summary>
    public static void NoteMissingFont(Screen screen)
    {
        if (!Figure.CanWriteText)
            screen.Note("No font is installed, so figures have no text; install one, such as the package fonts-dejavu-core.");
    }

    /// <summary>Returns the path if a figure can be written there.</summary>
    public static string Check(string path, IEnumerable<string> inputs) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? OutputPath.Check(path, inputs)
            : throw new UsageException($"the output {path} must have one of the extensions {string.Join(", ", Extensions)}");
}
