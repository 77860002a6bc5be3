namespace Dbgsom.Cli;

/// <summary>The files a figure can be saved as.</summary>
internal static class FigureOutput
{
    public static IReadOnlyList<string> Extensions { get; } = [".png", ".svg"];

    /// <summary>Returns the path if a figure can be written there.</summary>
    public static string Check(string path, IEnumerable<string> inputs) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
            ? OutputPath.Check(path, inputs)
            : throw new UsageException($"the output {path} has none of the extensions {string.Join(", ", Extensions)}");
}
