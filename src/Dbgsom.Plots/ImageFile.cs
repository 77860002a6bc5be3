namespace Dbgsom.Plots;

/// <summary>Writes a file as a whole: to a temporary name beside it first, renamed when complete.</summary>
internal static class ImageFile
{
    public static void Write(string path, byte[] content)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
