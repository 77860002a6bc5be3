namespace Dbgsom.Cli;

/// <summary>Writes a file that is there as a whole or not at all.</summary>
internal static class ReplacedFile
{
    public static void Write(string path, byte[] bytes)
    {
        string full = Path.GetFullPath(path);
        string next = Path.Combine(
            Path.GetDirectoryName(full)!,
            $".{Path.GetFileName(full)}.{Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)}.tmp"
        );
        try
        {
            File.WriteAllBytes(next, bytes);
            File.Move(next, full, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }
}
