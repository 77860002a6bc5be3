using System.IO.Compression;

namespace Dbgsom.Files;

/// <summary>Distinguishes saved maps from archives of arrays, which have the same extension.</summary>
internal static class SavedMap
{
    /// <summary>True if a file is a saved map or run, by a first look.</summary>
    public static bool Is(string path)
    {
        if (!path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) || !DiskFiles.IsRegular(path))
            return false;
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.GetEntry("model.json") is not null || archive.GetEntry("run.json") is not null;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
