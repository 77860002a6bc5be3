namespace Dbgsom.Cli;

/// <summary>Checks a path before the work whose result goes there.</summary>
internal static class OutputPath
{
    /// <summary>Returns the path if a file can be written there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="inputs">Files that the result must not replace.</param>
    public static string Check(string path, params IEnumerable<string> inputs)
    {
        if (path.Length == 0)
            throw new UsageException("the output is empty; give a path");
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new IOException($"the output {path} is a folder; a file name is needed");
        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new IOException($"the output {path} cannot be written: there is no folder {folder}");
        if (inputs.Any(input => input != "-" && Path.GetFullPath(input) == full))
            throw new UsageException($"the output {path} would replace an input file");
        Probe(path, folder);
        return path;
    }

    /// <summary>Whether a folder takes files is known only by making one.</summary>
    private static void Probe(string path, string folder)
    {
        string probe = Path.Combine(folder, $".{Tool.Name}-{Environment.ProcessId}.probe");
        try
        {
            using var stream = new FileStream(
                probe,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"the output {path} cannot be written: {e.Message}", e);
        }
    }
}
