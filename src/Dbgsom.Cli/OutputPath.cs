using Dbgsom.Files;
using Dbgsom.Files.Tables;

namespace Dbgsom.Cli;

/// <summary>Checks a path before the work whose result goes there.</summary>
internal static class OutputPath
{
    /// <summary>Returns the path if a file can be written there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="inputs">Files that the result must not replace, also not over a link, and folders of such files.</param>
    public static string Check(string path, params IEnumerable<string> inputs)
    {
        if (path.Length == 0)
            throw new UsageException("the output is empty; give a path");
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new IOException($"the output {path} is a folder; give a file name");
        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new IOException($"the output {path} cannot be written: the folder {folder} does not exist");
        try
        {
            DiskFiles.CheckWriting(full);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"the output {path} cannot be written: {e.Message}", e);
        }
        if (
            inputs.Where(input => input != "-").SelectMany(FilesOf).FirstOrDefault(input => DiskFiles.AreSame(input, full)) is
            { } same
        )
            throw new UsageException($"the output {path} would replace an input file, {same}; give another name");
        return path;
    }

    /// <summary>Checks a path for a table of results, by its extension, too.</summary>
    /// <param name="path">The path.</param>
    /// <param name="extensions">The supported extensions.</param>
    /// <param name="inputs">Files that the table must not replace.</param>
    public static void CheckTable(string path, IReadOnlyList<string> extensions, IEnumerable<string> inputs)
    {
        TableFormat.CheckWriting(path);
        if (!extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"the output {path} must have one of the extensions {string.Join(", ", extensions)}");
        Check(path, inputs);
    }

    /// <summary>A file, or the data files of a folder.</summary>
    private static IEnumerable<string> FilesOf(string input) =>
        Directory.Exists(input) ? Directory.EnumerateFiles(input).Where(file => DataSource.IsOfFolder(file)) : [input];
}
