using Dbgsom.Files;

namespace Dbgsom.Explorer;

/// <summary>Options of the explorer: its port, files and limits.</summary>
public sealed record ExplorerOptions
{
    /// <summary>The default of <see cref="MaxUpload"/>: 100 MiB.</summary>
    public const long DefaultMaxUpload = 100L << 20;

    /// <summary>The port on 127.0.0.1, 0 to 65535; 0 for any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// A folder whose data files and maps can be opened, including up to four levels of subfolders. Links are not followed. Null for no
    /// folder.
    /// </summary>
    public string? Folder { get; init; }

    /// <summary>The data file to open first, or a saved map to show; null to open the embedded sample.</summary>
    public string? File { get; init; }

    /// <summary>The maximum size of an uploaded file in bytes; at least 1.</summary>
    public long MaxUpload { get; init; } = DefaultMaxUpload;

    internal void Validate()
    {
        if (Port is < 0 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(Port), Port, "valid is a port from 0 to 65535");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUpload, 1);
        if (Folder is not null && !Directory.Exists(Folder))
            throw new DirectoryNotFoundException($"{Folder}: the folder does not exist");
        if (File is not null && Directory.Exists(File))
            throw new InvalidDataException($"{File} is a folder; give it as the folder instead");
        if (File is not null && !System.IO.File.Exists(File))
            throw new FileNotFoundException($"{File}: the file does not exist");
        if (File is not null && !DiskFiles.IsRegular(File))
            throw new InvalidDataException(
                $"{File} is a pipe, a device or an empty file; the explorer reads its file more than once"
            );
        if (File is not null && Files.FileName.Extension(File) is null)
            throw new InvalidDataException(
                $"{File}: the extension '{Path.GetExtension(File)}' is not one of {string.Join(", ", Files.FileName.Known)}"
            );
    }
}
