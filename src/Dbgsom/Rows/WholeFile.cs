namespace Dbgsom.Rows;

/// <summary>Writes a file as a whole: to a temporary name beside it first, renamed when complete, so that a crash leaves the old file whole.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file; one that is there is replaced, keeping its permissions, and a link is followed.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Target(path);
        if (IsDevice(target))
        {
            // A device is written to, not replaced.
            using var device = File.OpenWrite(target);
            write(device);
            return;
        }
        string temporary;
        using (var stream = Create(path, target))
        {
            temporary = stream.Name;
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
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Checks that a file could be written: its folder takes files, and its name is not too long.</summary>
    /// <exception cref="IOException">It could not.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder takes no files.</exception>
    public static void Check(string path)
    {
        string target = Target(path);
        if (IsDevice(target))
            return;
        using (var stream = Create(path, target))
        {
            Close(stream);
            File.Delete(stream.Name);
        }
        if (File.Exists(target))
            return;
        try
        {
            // A name that the file system does not take is refused otherwise than one that is not there.
            File.OpenHandle(target).Dispose();
        }
        catch (FileNotFoundException)
        {
            // The file can be made.
        }
    }

    /// <summary>The full path that is written to: links are followed, also one to a file that is not there yet.</summary>
    public static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        return !IsDevice(full) && new FileInfo(full) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : full;
    }

    private static bool IsDevice(string target) => target.StartsWith("/dev/", StringComparison.Ordinal);

    /// <summary>
    /// Makes the temporary file. Its name is short, so that the file's own may be as long as the system allows; from the start it has the
    /// permissions of the file it replaces, so that nobody can read what they could not read before.
    /// </summary>
    private static FileStream Create(string path, string target)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: the folder {folder} does not exist");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        string temporary = Path.Combine(folder, $".dbgsom-{Path.GetRandomFileName()}.tmp");
        if (OperatingSystem.IsWindows() || !File.Exists(target))
            return new FileStream(temporary, options);
        var mode = File.GetUnixFileMode(target);
        options.UnixCreateMode = mode;
        var stream = new FileStream(temporary, options);
        // The mask of the process may have taken some away.
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
        return stream;
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
