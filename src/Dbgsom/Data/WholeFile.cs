namespace Dbgsom.Data;

/// <summary>Writes a file as a whole: to a temporary name beside it first, renamed when complete, so that a crash leaves the old file whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; one that is there is replaced, keeping its permissions, and a link is followed.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        string target = (File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName : null) ?? full;
        if (target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            // A device is written to, not replaced.
            using var device = File.OpenWrite(target);
            write(device);
            return;
        }
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
        {
            try
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            catch
            {
                Close(stream);
                File.Delete(temporary);
                throw;
            }
        }
        try
        {
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Closes a file that could not be written: what it still holds cannot be either, on a disk that is full.</summary>
    private static void Close(FileStream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The first error says it.
        }
    }
}
