using Dbgsom.Files;

namespace Dbgsom.Explorer.Files;

/// <summary>The data files under a folder. Links are not followed, neither files nor folders; pipes and devices are left out.</summary>
/// <param name="folder">The folder.</param>
internal sealed class DataFolder(string folder)
{
    private const int MostFiles = 1000;
    private const int MostLevels = 4;

    private static readonly EnumerationOptions Listing = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MostLevels,
        // Of links, in particular: a folder that is one is not gone into.
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
        IgnoreInaccessible = true,
    };

    private readonly string root = Path.GetFullPath(folder);

    /// <summary>Paths relative to the folder, in ordinal order; run files are left out, and what comes after the first thousand.</summary>
    public IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(root, "*", Listing)
                .Where(DiskFiles.IsRegular)
                .Where(path => DataSource.Extension(path) is not null && !path.EndsWith(".run.npz", StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(root, path))
                .Order(StringComparer.Ordinal)
                .Take(MostFiles),
        ];

    /// <summary>The full path of a listed file, looked at again: a link that took its place, or that of a folder above it, is refused.</summary>
    /// <exception cref="FileNotFoundException">It is no plain file under the folder, or not any more.</exception>
    public string Resolve(string relative)
    {
        string path = root;
        foreach (string part in relative.Split(Path.DirectorySeparatorChar))
        {
            path = Path.Combine(path, part);
            if (
                part is "" or "." or ".."
                || (File.Exists(path) || Directory.Exists(path)) && new FileInfo(path).LinkTarget is not null
            )
                throw Refused(relative);
        }
        return File.Exists(path) && DiskFiles.IsRegular(path) ? path : throw Refused(relative);
    }

    private static FileNotFoundException Refused(string relative) =>
        new($"{FileName.Shown(relative)} is no longer a plain file of the folder; reload the list");
}
