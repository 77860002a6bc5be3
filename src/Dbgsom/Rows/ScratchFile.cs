namespace Dbgsom.Rows;

/// <summary>Creates temporary files, which are deleted when they are closed, even by a crash.</summary>
internal static class ScratchFile
{
    /// <summary>Makes a file to write and read.</summary>
    /// <param name="directory">Where; null for the folder of temporary files.</param>
    /// <param name="size">How long it is to be. The space is taken now: a mapped file that finds the disk full would end the process.</param>
    /// <exception cref="IOException">The folder does not exist, cannot be written, or has not enough room; the message says which and what to do.</exception>
    public static FileStream Create(string? directory, long size = 0)
    {
        string folder = Folder(directory);
        FileStream? stream = null;
        try
        {
            RefuseFull(folder, size);
            string path = Path.Combine(folder, $"dbgsom-{Path.GetRandomFileName()}.scratch");
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                PreallocationSize = size,
                Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None,
            };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            stream = new FileStream(path, options);
            // Without a name the file lives just as long as it is open, however the process ends.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            stream.SetLength(size);
            return stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw Failed(directory, size, e);
        }
    }

    /// <summary>The folder as messages name it.</summary>
    public static string Folder(string? directory) => directory ?? Path.GetTempPath();

    /// <summary>The error of a scratch file that cannot be as long as it has to be.</summary>
    public static IOException Failed(string? directory, long size, Exception why) =>
        new(
            $"a scratch file of {size} bytes does not fit in {Folder(directory)} ({why.Message}); choose another scratch folder",
            why
        );

    private static void RefuseFull(string folder, long size)
    {
        if (size == 0)
            return;
        long free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free < size)
            throw new IOException($"{free} bytes are free");
    }
}
